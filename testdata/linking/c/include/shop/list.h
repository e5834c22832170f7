#ifndef SHOP_LIST_H
#define SHOP_LIST_H

struct list_node {
  struct list_node *next;
  int value;
};

struct list {
  struct list_node *head;
  int (*compare)(int, int);
};

void list_init(struct list *list, int (*compare)(int, int));
void list_push(struct list *list, int value);
int list_length(const struct list *list);

static inline int list_is_empty(const struct list *list) { // @list_is_empty
  return list->head == 0;
}

#define list_each(node, list) for ((node) = (list)->head; (node); (node) = (node)->next)

#endif
