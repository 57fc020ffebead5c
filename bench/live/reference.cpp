// The same work as the live count in plain C++, to know what the machine can do: one linear pass over single delegates, and the same
// link-cut forest, walked while ways are short. Heads only, one class.
//
// reference FILE HOP_BUDGET RUNS prints one line of JSON. The file holds 32-bit whole numbers in the machine's order: members, buckets,
// events; each member's delegate or -1; each member's ballot's bucket or -1; for each event its kind, member and argument.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

using std::vector;
static const int NONE = -1;

struct Story {
  int members, buckets, events;
  vector<int32_t> delegates, ballots, script;
};

static Story read(const char *path) {
  FILE *file = fopen(path, "rb");
  int32_t head[3];
  if (!file || fread(head, 4, 3, file) != 3) exit(2);
  Story story{head[0], head[1], head[2], {}, {}, {}};
  auto take = [&](vector<int32_t> &into, size_t count) {
    into.resize(count);
    if (fread(into.data(), 4, count, file) != count) exit(2);
  };
  take(story.delegates, story.members);
  take(story.ballots, story.members);
  take(story.script, size_t(story.events) * 3);
  fclose(file);
  return story;
}

static void walk(const Story &story, int start, vector<int32_t> &voter, vector<int32_t> &way) {
  int at = start, steps = 0;
  while (voter[at] == -2) {
    bool voted = story.ballots[at] >= 0;
    voter[at] = voted ? at : NONE;
    way[steps++] = at;
    if (voted || story.delegates[at] < 0) break;
    at = story.delegates[at];
  }
  int end = voter[at];
  for (int step = 0; step < steps; step++) voter[way[step]] = end;
}

static void followDelegates(const Story &story, vector<int32_t> &voter, vector<int32_t> &way) {
  voter.assign(story.members, -2);
  for (int member = 0; member < story.members; member++) {
    int delegate = story.ballots[member] >= 0 ? NONE : story.delegates[member];
    if (delegate < 0) voter[member] = story.ballots[member] >= 0 ? member : NONE;
    else if (voter[delegate] != -2) voter[member] = voter[delegate];
    else walk(story, member, voter, way);
  }
}

struct Node {
  int32_t child[2], up;
};

struct Forest {
  vector<Node> nodes;
  vector<double> sums;
  int hopBudget;

  bool isChild(int node) const {
    int above = nodes[node].up;
    return above >= 0 && (nodes[above].child[0] == node || nodes[above].child[1] == node);
  }

  void rotate(int node, int parent) {
    int side = nodes[parent].child[0] == node ? 0 : 1, passed = nodes[node].child[1 - side], grand = nodes[parent].up;
    if (grand >= 0) {
      if (nodes[grand].child[0] == parent) nodes[grand].child[0] = node;
      else if (nodes[grand].child[1] == parent) nodes[grand].child[1] = node;
    }
    nodes[node].up = grand;
    nodes[node].child[1 - side] = parent;
    nodes[parent].up = node;
    nodes[parent].child[side] = passed;
    if (passed >= 0) nodes[passed].up = parent;
    double whole = sums[parent];
    sums[parent] = whole - sums[node] + (passed >= 0 ? sums[passed] : 0);
    sums[node] = whole;
  }

  void splay(int node) {
    while (isChild(node)) {
      int parent = nodes[node].up;
      if (isChild(parent)) {
        int grand = nodes[parent].up;
        if ((nodes[grand].child[0] == parent) == (nodes[parent].child[0] == node)) rotate(parent, grand);
        else rotate(node, parent);
      }
      rotate(node, nodes[node].up);
    }
  }

  void access(int node) {
    splay(node);
    nodes[node].child[1] = NONE;
    for (int above = nodes[node].up; above >= 0; above = nodes[node].up) {
      splay(above);
      nodes[above].child[1] = node;
      rotate(node, above);
    }
  }

  int topOf(int node) {
    int top = node;
    for (int hops = 0; hops <= hopBudget; hops++) {
      int above = nodes[top].up;
      if (above < 0) return top;
      top = above;
    }
    access(node);
    return node;
  }

  int rootOf(int node) {
    int root = topOf(node), hops = 0;
    while (nodes[root].child[0] >= 0) root = nodes[root].child[0], hops++;
    if (hops > hopBudget) splay(root);
    return root;
  }

  void addUpwards(int from, double sum) {
    for (int at = from; at >= 0; at = nodes[at].up) sums[at] += sum;
  }

  void link(int root, int parent) {
    if (nodes[root].up >= 0) access(root);
    topOf(parent);
    addUpwards(parent, sums[root]);
    nodes[root].up = parent;
  }

  void cut(int node) {
    if (nodes[node].child[0] >= 0 || isChild(node)) access(node);
    else topOf(node);
    int above = nodes[node].up;
    if (above >= 0) {
      addUpwards(above, -sums[node]);
      nodes[node].up = NONE;
      return;
    }
    int nearer = nodes[node].child[0];
    sums[node] -= sums[nearer];
    nodes[node].child[0] = NONE;
    nodes[nearer].up = NONE;
  }
};

// Totals: 0 circle, 1 dead end, then for each bucket own and carried.
struct LiveCount {
  Forest forest;
  vector<int32_t> delegates, voices;
  vector<double> totals;

  LiveCount(const Story &story, int hopBudget)
      : forest{vector<Node>(story.members, Node{{NONE, NONE}, NONE}), vector<double>(story.members, 1.0), hopBudget},
        delegates(story.delegates), voices(story.ballots), totals(2 + 2 * story.buckets, 0.0) {
    vector<int32_t> waiting(story.members, 0), order, parent(story.members);
    for (int m = 0; m < story.members; m++) {
      parent[m] = voices[m] >= 0 ? NONE : delegates[m];
      if (parent[m] >= 0) waiting[parent[m]]++;
    }
    order.reserve(story.members);
    for (int m = 0; m < story.members; m++) if (waiting[m] == 0) order.push_back(m);
    size_t served = 0;
    for (int next = 0;; next++) {
      for (; served < order.size(); served++) {
        int above = parent[order[served]];
        if (above >= 0 && --waiting[above] == 0) order.push_back(above);
      }
      if (int(order.size()) == story.members) break;
      if (waiting[next] == 0) continue;
      int first = parent[next];
      parent[next] = NONE;
      if (--waiting[first] == 0) order.push_back(first);
    }
    for (int m : order) if (parent[m] >= 0) {
      forest.nodes[m].up = parent[m];
      forest.sums[parent[m]] += forest.sums[m];
    }
    balanceLongPaths(order, parent);
    for (int m = 0; m < story.members; m++) if (parent[m] < 0) addTree(m, 1);
  }

  void balanceLongPaths(const vector<int32_t> &order, const vector<int32_t> &parent) {
    vector<int32_t> behind(parent.size(), 0), heavy(parent.size(), NONE), path;
    for (int m : order) if (parent[m] >= 0) {
      int above = parent[m];
      behind[above] += behind[m] + 1;
      if (heavy[above] < 0 || behind[m] > behind[heavy[above]]) heavy[above] = m;
    }
    vector<double> sums;
    for (size_t place = order.size(); place-- > 0;) {
      int top = order[place];
      if (parent[top] >= 0 && heavy[parent[top]] == top) continue;
      path.clear();
      for (int m = top; m >= 0; m = heavy[m]) path.push_back(m);
      if (path.size() <= 8) continue;
      sums.assign(path.size() + 1, 0.0);
      for (size_t step = 0; step < path.size(); step++) sums[step] = forest.sums[path[step]];
      forest.nodes[build(path, sums, 0, int(path.size()))].up = parent[top];
    }
  }

  int build(const vector<int32_t> &path, const vector<double> &sums, int from, int end) {
    int middle = (from + end) >> 1, top = path[middle];
    forest.sums[top] = sums[from] - sums[end];
    if (from < middle) adopt(top, build(path, sums, from, middle), 0);
    if (middle + 1 < end) adopt(top, build(path, sums, middle + 1, end), 1);
    return top;
  }

  void adopt(int node, int child, int side) {
    forest.nodes[node].child[side] = child;
    forest.nodes[child].up = node;
  }

  bool hasArrow(int m) const { return voices[m] < 0 && delegates[m] >= 0; }
  int arrivesAt(int root) const { return voices[root] >= 0 ? 3 + 2 * voices[root] : hasArrow(root) ? 0 : 1; }

  void addTree(int root, int sign) {
    totals[arrivesAt(root)] += sign * forest.sums[forest.topOf(root)];
    if (voices[root] < 0) return;
    totals[arrivesAt(root)] -= sign;
    totals[2 + 2 * voices[root]] += sign;
  }

  void lift(int m) {
    if (!hasArrow(m)) return addTree(m, -1);
    int root = forest.rootOf(m);
    if (root == m) return addTree(m, -1);
    forest.cut(m);
    totals[arrivesAt(root)] -= forest.sums[forest.topOf(m)];
    if (!hasArrow(root) || forest.rootOf(delegates[root]) != m) return;
    addTree(root, -1);
    forest.link(root, delegates[root]);
  }

  void settle(int m) {
    int root = hasArrow(m) ? forest.rootOf(delegates[m]) : m;
    if (root == m) return addTree(m, 1);
    totals[arrivesAt(root)] += forest.sums[forest.topOf(m)];
    forest.link(m, delegates[m]);
  }

  // Kind 0: says `argument`, a bucket or -1. Kind 1: delegates to `argument`, or -1.
  void happens(int kind, int m, int argument) {
    if (kind == 1 && voices[m] >= 0) {
      delegates[m] = argument;
      return;
    }
    lift(m);
    (kind == 0 ? voices : delegates)[m] = argument;
    settle(m);
  }
};

static double now() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static void printTimes(const char *name, const vector<double> &times) {
  printf("\"%s\":[", name);
  for (size_t i = 0; i < times.size(); i++) printf("%s%.6f", i ? "," : "", times[i]);
  printf("],");
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  Story story = read(argv[1]);
  vector<double> passes, starts, events, totals, delivered;
  vector<int32_t> voter(story.members), way(story.members);
  for (int run = 0; run < atoi(argv[3]); run++) {
    followDelegates(story, voter, way);
    double start = now();
    followDelegates(story, voter, way);
    vector<int32_t> heads(story.buckets, 0);
    for (int32_t v : voter) if (v >= 0) heads[story.ballots[v]]++;
    passes.push_back(now() - start);
    delivered.assign(heads.begin(), heads.end());
    start = now();
    LiveCount live(story, atoi(argv[2]));
    starts.push_back(now() - start);
    start = now();
    for (int e = 0; e < story.events; e++) live.happens(story.script[3 * e], story.script[3 * e + 1], story.script[3 * e + 2]);
    events.push_back(now() - start);
    totals = live.totals;
  }
  printf("{");
  printTimes("passMs", passes);
  printTimes("startMs", starts);
  printTimes("eventsMs", events);
  printTimes("delivered", delivered);
  printTimes("totals", totals);
  printf("\"hopBudget\":%d}\n", atoi(argv[2]));
}
