/* Loops that only the preprocessor knows. */
int g(void);
int f(struct list *h)
{
	struct p *p;
	list_for_each_entry(p, h, member) {
		g();
	}
	for_each_cpu(i, mask)
		if (g())
			return 1;
	for_each_possible_cpu(i)
		sum += cpu_rq(i)->nr;
	hlist_for_each(a, b)
		g();
	return 0;
}
int after(void) { return f(0); }
