#pragma once
#include "shop/list.h"

typedef struct order order;

typedef struct {
  const char *name;
  int (*run)(order *);
  void (*done)(order *, int);
} command;

struct order {
  struct list lines;
  const command *last;
  int total;
};

order *order_new(void);
void order_free(order *o);
int order_add(order *o, int price);
int order_total(const order *o);
