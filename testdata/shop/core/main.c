#include <stdio.h>

#include "price.h"

static int init(void)
{
    return 1;
}

int main(void)
{
    struct price p = {12};

    init();
    printf("%d\n", price_total(&p, 3));
    return price_of_world();
}
