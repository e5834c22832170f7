// What the preprocessor hides from a grammar.
struct request {
  REQUEST_FIELDS
};

struct stream {
  REQUEST_FIELDS
  struct loop *loop;
  PRIVATE_FIELDS(stream)
  DECLARE_BITMAP(bits, 64);
};

API_EXTERN int stream_open(struct stream *s);
API_EXTERN const char *stream_name(void) ATTRIBUTE((pure));
static int __init stream_init(void) { return register_stream(&stream_type); }
static noinline int slow(const char __user *from) { return copy(from); }
PRINTF_LIKE(1, 2) static void logf_(const char *format, ...);
API_EXTERN void (*stream_hook)(int) API_WEAK;
typedef long (CALLBACK *window_proc)(int message);

static DEFINE_MUTEX(stream_lock);
static DEFINE_PER_CPU(struct stream, streams);
DEFINE_TIMER(stream_timer, on_timeout);
static int limit __read_mostly = 4;
static int table[4] __aligned(16) = { 1 };

enum code {
#define XX(name, value) CODE_##name = value,
  CODE_MAP(XX)
#undef XX
  CODE_LAST
};

SYSCALL_DEFINE2(stream_read, const char __user *, buffer, size_t, size)
{
  return stream_fill(buffer, size);
}

TEST_IMPL(opens) {
  ASSERT_OK(stream_open(NULL));
}

int stream_wait(struct stream *s)
{
  mutex_lock(&stream_lock);
  if (s->loop
#ifdef CONFIG_NET
      && net_ready(s)
#endif
  ) {
    wake(s);
  }
#ifdef CONFIG_SMP
  if (smp_wait(s)) {
#else
  if (up_wait(s)) {
#endif
    retry(s);
  }
  return log_it("a"
#if DEBUG
                "b"
#endif
                "c");
}

EXPORT_SYMBOL(stream_wait);
MODULE_LICENSE("GPL")
module_init(stream_init);

// A branch that ends in the middle of a statement.
int dangling(void) {
#if FIRST
  int res;
  res =
#endif
      set_property(1);
#if SECOND
  if (res) goto again;
again:
#endif
#ifdef THIRD
  if (third() < 0)
#else
  if (fourth() < 0)
#endif
  {
    give_up();
  }
  return 0;
}
