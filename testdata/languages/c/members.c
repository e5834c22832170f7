/* Macros that are lists of members. */
#define NODE_FIELDS                 \
  struct node* next; /* chained */  \
  unsigned int flags : 4, kind;     \
  int (*compare)(int a, int b);     \
  union {                           \
    int number;                     \
    char text[8];                   \
  } value;                          \
  NODE_PRIVATE_FIELDS

struct node {
  NODE_FIELDS
  int own;
};

#define SWAP int t = a; a = b; b = t;
#define BUMP count += 1; i++;
#define ONE_FIELD size_t length;
#define CALLS start(1); stop();
