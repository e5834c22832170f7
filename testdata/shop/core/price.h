#ifndef PRICE_H
#define PRICE_H

#define ROUND(x) ((x) / 10 * 10)

struct price {
    int cents;
};

int price_total(const struct price *p, int count);
int price_of_world(void);

#endif
