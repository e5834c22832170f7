#include "shop/list.h"

#include <stdlib.h>

#include "log.h"

static struct list_node *make(int value) { // @list.make
  struct list_node *node = malloc(sizeof *node);
  if (!node) fail("memory"); // => fail
  node->value = value;
  return node;
}

static int helper(int a) { // @list.helper
  return a + 1;
}

void list_init(struct list *list, int (*compare)(int, int)) { // @list_init
  list->head = 0;
  list->compare = compare;
}

void list_push(struct list *list, int value) { // @list_push
  struct list_node *node = make(helper(value)); // => list.make list.helper
  node->next = list->head;
  list->head = node;
  list->compare(value, value);
}

int list_length(const struct list *list) { // @list_length
  struct list_node *node;
  int count = 0;
  if (list_is_empty(list)) return 0; // => list_is_empty
  list_each(node, list) {
    count += helper(0); // => list.helper
  }
  return count;
}
