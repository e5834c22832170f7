/* A queue of jobs: daily C. */
#include <stdio.h>
#include "queue.h"

#define QUEUE_MAX 64
#define QUEUE_EACH(q, it) for (job_t *it = queue_first(q); it; it = it->next)
#define SWAP(a, b) do {      \
    job_t *tmp_ = (a);       /* the first */ \
    (a) = (b); (b) = tmp_;   \
    queue_note((a)->name);   \
  } while (0)

/** What a job does. */
typedef int (*job_fn)(struct job *self, void *context);

typedef struct job {
  struct job *next;
  const char *name;  /* never NULL */
  job_fn run;
  unsigned urgent : 1;
  union {
    long number;
    struct { int low, high; } range;
  } key;
} job_t;

enum state { STATE_IDLE, STATE_BUSY = 4, STATE_LAST = STATE_BUSY + 1 };

typedef enum {
  LEVEL_LOW,
  LEVEL_HIGH,
} level_t;

struct queue {
  job_t *head;
  enum state state;
  int (*compare)(const job_t *, const job_t *);
  size_t sizes[QUEUE_MAX];
};

extern int queue_verbose;
static struct queue global_queue;
static int counts[QUEUE_MAX], total = 0;

int queue_push(struct queue *q, job_t *job);
static inline job_t *queue_first(const struct queue *q) { return q->head; }

// Compares by name.
// Stable.
static int by_name(const job_t *a, const job_t *b) {
  return strcmp(a->name, b->name);
}

static const struct queue template = {
  .compare = by_name,
  .state = STATE_IDLE,
  .sizes = { [0] = 1, [1 ... 3] = 2 },
};

static const struct { const char *name; job_fn fn; } table[] = {
  { "start", job_start },
#ifdef HAVE_STOP
  { "stop", job_stop },
#endif
  { .name = "none", .fn = NULL },
};

int queue_push(struct queue *q, job_t *job) {
  int rc = 0, (*compare)(const job_t *, const job_t *) = q->compare;
  if (!job || compare(job, q->head) > 0)
    return -1;
  job->next = q->head;
  q->head = job;
  q->state = STATE_BUSY;
  counts[QUEUE_MAX - 1]++;
  total += sizeof(struct job) + sizeof(*job);
  for (int i = 0; i < QUEUE_MAX; i++) {
    job_t *found = &queue_jobs(q)[i];
    found->run(found, &global_queue);
    if (found->key.range.low == rc) goto out;
  }
  QUEUE_EACH(q, it) {
    it->urgent = 0;
  }
  ((struct queue *)q->head)->compare = &by_name;
  *queue_errno() = (struct job){ .name = "x", .key = { .number = 3 } }.key.number;
out:
  switch (q->state) {
    case STATE_IDLE: return rc;
    case STATE_BUSY ... STATE_LAST: queue_pop(q); break;
    default: break;
  }
  return rc ? rc : queue_count(q);
}

#if defined(_WIN32)
void queue_wait(struct queue *q) { WaitForSingleObject(q, 0); }
#else
void queue_wait(struct queue *q) { sem_wait(q); }
#endif

int old_style(a, b)
  int a;
  char *b;
{
  return a + (int) strlen(b);
}
