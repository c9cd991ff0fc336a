/*
 * The floor of funds/trace: the same walk over packed records in C, with nothing around it.
 * floor FILE HOPS PERHOP < starts        FILE: columns from, to (int32), amount, at (float64), each after a count (int64)
 * A line of starts: node at. A line out: nanoseconds rows cuts.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { uint32_t to, place, amount; } record;
typedef struct { uint32_t place, begin, end, amount; uint8_t hop; } reached;

static int64_t count;
static uint32_t accounts, *first;
static record *records;
static double *at;
static uint8_t *tied;
static const double *sort_at;

static int by_time(const void *a, const void *b) {
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	if (sort_at[x] != sort_at[y]) return sort_at[x] < sort_at[y] ? -1 : 1;
	return x < y ? -1 : x > y;
}

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void *need(void *memory) {
	if (memory == NULL) exit(2);
	return memory;
}

static void load(const char *name) {
	FILE *file = fopen(name, "rb");
	if (file == NULL || fread(&count, 8, 1, file) != 1) exit(2);
	int32_t *from = need(malloc(count * 4)), *to = need(malloc(count * 4));
	double *amount = need(malloc(count * 8)), *when = need(malloc(count * 8));
	if (fread(from, 4, count, file) != (size_t)count || fread(to, 4, count, file) != (size_t)count) exit(2);
	if (fread(amount, 8, count, file) != (size_t)count || fread(when, 8, count, file) != (size_t)count) exit(2);
	fclose(file);
	uint32_t *order = need(malloc(count * 4));
	for (int64_t i = 0; i < count; i++) {
		order[i] = i;
		if ((uint32_t)from[i] >= accounts) accounts = from[i] + 1;
		if ((uint32_t)to[i] >= accounts) accounts = to[i] + 1;
	}
	sort_at = when;
	qsort(order, count, 4, by_time);
	at = need(malloc(count * 8));
	tied = need(calloc(count / 8 + 1, 1));
	first = need(calloc(accounts + 2, 4));
	records = need(malloc(count * sizeof(record)));
	for (int64_t i = 0; i < count; i++) first[from[i] + 1]++;
	for (uint32_t n = 0; n < accounts; n++) first[n + 1] += first[n];
	uint32_t *next = need(malloc((accounts + 1) * 4));
	memcpy(next, first, (accounts + 1) * 4);
	for (int64_t p = 0; p < count; p++) {
		uint32_t row = order[p];
		at[p] = when[row];
		if (p > 0 && at[p] == at[p - 1]) tied[(p - 1) >> 3] |= 1 << ((p - 1) & 7);
		records[next[from[row]]++] = (record){(uint32_t)to[row], (uint32_t)p, (uint32_t)amount[row]};
	}
	free(from); free(to); free(amount); free(when); free(order); free(next);
}

typedef struct { int32_t *slots; uint32_t *keys, mask, size, room; } set;

static void make(set *s) {
	s->mask = (1 << 12) - 1;
	s->room = 1 << 11;
	s->size = 0;
	s->slots = need(malloc((s->mask + 1) * 4));
	memset(s->slots, 255, (s->mask + 1) * 4);
	s->keys = need(malloc(s->room * 4));
}

static uint32_t slot_of(const set *s, uint32_t key) { return (key * 0x9e3779b1u >> 7) & s->mask; }

static int32_t add(set *s, uint32_t key) {
	uint32_t slot = slot_of(s, key);
	for (; s->slots[slot] >= 0; slot = (slot + 1) & s->mask)
		if (s->keys[s->slots[slot]] == key) return s->slots[slot];
	s->slots[slot] = s->size;
	s->keys[s->size++] = key;
	if (s->size == s->room) {
		s->room *= 2;
		s->mask = s->mask * 2 + 1;
		s->keys = need(realloc(s->keys, s->room * 4));
		s->slots = need(realloc(s->slots, (s->mask + 1) * 4));
		memset(s->slots, 255, (s->mask + 1) * 4);
		for (uint32_t i = 0; i < s->size; i++) {
			for (slot = slot_of(s, s->keys[i]); s->slots[slot] >= 0;) slot = (slot + 1) & s->mask;
			s->slots[slot] = i;
		}
	}
	return -1;
}

static void clear(set *s) {
	memset(s->slots, 255, (s->mask + 1) * 4);
	s->size = 0;
}

static set seen, nodes;
static reached *found;
static uint32_t found_room, *places, *shown, node_room;

static uint32_t bound(uint32_t node, uint32_t place) {
	uint32_t low = first[node], high = first[node + 1];
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (records[middle].place < place) low = middle + 1;
		else high = middle;
	}
	return low;
}

static void leave(uint32_t node, uint32_t place, uint32_t per_hop, uint8_t hop) {
	int32_t rank = add(&nodes, node);
	if (rank < 0) {
		if (nodes.size > node_room) {
			node_room *= 2;
			places = need(realloc(places, node_room * 4));
			shown = need(realloc(shown, node_room * 4));
		}
		places[nodes.size - 1] = place;
		shown[nodes.size - 1] = 0;
	} else if (place < places[rank]) places[rank] = place;
	uint32_t i = bound(node, place), end = first[node + 1];
	if (end - i > per_hop) end = i + per_hop;
	for (; i < end; i++) {
		record r = records[i];
		if (add(&seen, r.place) >= 0) continue;
		if (seen.size > found_room) found = need(realloc(found, (found_room *= 2) * sizeof(reached)));
		found[seen.size - 1] = (reached){r.place, node, r.to, r.amount, hop};
	}
}

int main(int argc, char **argv) {
	if (argc != 4) return 2;
	double begun = now();
	load(argv[1]);
	fprintf(stderr, "load %.0f\n", now() - begun);
	uint8_t hops = atoi(argv[2]);
	uint32_t per_hop = atoi(argv[3]), node;
	double when;
	make(&seen);
	make(&nodes);
	found_room = node_room = 1 << 11;
	found = need(malloc(found_room * sizeof(reached)));
	places = need(malloc(node_room * 4));
	shown = need(malloc(node_room * 4));
	while (scanf("%u %lf", &node, &when) == 2) {
		double start = now();
		clear(&seen);
		clear(&nodes);
		uint32_t low = 0, high = count;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (at[middle] <= when) low = middle + 1;
			else high = middle;
		}
		leave(node, low, per_hop, 1);
		uint32_t done = 0, cuts = 0;
		for (uint8_t hop = 2; hop <= hops; hop++)
			for (uint32_t end = seen.size; done < end; done++) {
				uint32_t place = found[done].place;
				while (tied[place >> 3] & (1 << (place & 7))) place++;
				leave(found[done].end, place + 1, per_hop, hop);
			}
		for (uint32_t n = 0; n < seen.size; n++) shown[add(&nodes, found[n].begin)]++;
		for (uint32_t n = 0; n < nodes.size; n++)
			if (first[nodes.keys[n] + 1] - bound(nodes.keys[n], places[n]) > shown[n]) cuts++;
		printf("%.0f %u %u\n", now() - start, seen.size, cuts);
	}
	return 0;
}
