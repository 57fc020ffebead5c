/*
 * A disk that keeps a diary and can fail to order: loaded before libc (LD_PRELOAD), for tests only.
 *
 * FAULTY_DISK_DIR     folder whose files are watched
 * FAULTY_DISK_DIARY   file that gets a record of every operation on them, in order, and of every word the process says to a
 *                     socket or to its standard output: what was told, and what was on the disk when it was told
 * FAULTY_DISK_FAILS   part of the names of the files that may fail; all when it is not given
 * FAULTY_DISK_ORDERS  file of eight 64-bit integers (struct orders), shared with the test that gives the orders
 *
 * A record: kind, length of path (32 bits each), offset, length of data (64 bits each), path, data. Little-endian.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, OPEN = 4, UNLINK = 8, RENAME = 16, TRUNCATE = 32, TOLD = 64, SYNC_FAILED = 128, LINK = 256 };

struct orders {
  int64_t countdown;  /* the n-th operation of these kinds fails; 0: none */
  int64_t kinds;      /* bits of enum kind */
  int64_t error;      /* errno it fails with */
  int64_t repeats;    /* how many operations of these kinds fail from there on; -1: all */
  int64_t free_bytes; /* how much the files may still grow; -1: without end */
  int64_t failed;     /* out: operations that failed to order */
  int64_t seen;       /* out: operations of these kinds since the countdown was set */
  int64_t reserved;
};

#define MOST_FILES 65536
static char *paths[MOST_FILES];
static ino_t inodes[MOST_FILES];
static const char *folder, *failing;
static int diary = -1;
static struct orders *orders;
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAULTY_DISK_DIR");
  failing = getenv("FAULTY_DISK_FAILS");
  const char *diary_path = getenv("FAULTY_DISK_DIARY"), *orders_path = getenv("FAULTY_DISK_ORDERS");
  if (diary_path) diary = syscall(SYS_openat, AT_FDCWD, diary_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  int fd = orders_path ? syscall(SYS_openat, AT_FDCWD, orders_path, O_RDWR | O_CLOEXEC, 0) : -1;
  if (fd < 0) return;
  void *page = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (page != MAP_FAILED) orders = page;
  syscall(SYS_close, fd);
}

static int is_watched(const char *path) { return folder && path && strncmp(path, folder, strlen(folder)) == 0; }

/* A number may have been closed past us and given to a socket since: the file must still be the one that was opened. */
static const char *path_of(int fd) {
  if (fd < 0 || fd >= MOST_FILES || !paths[fd]) return NULL;
  struct stat now;
  return fstat(fd, &now) == 0 && now.st_ino == inodes[fd] ? paths[fd] : NULL;
}

static void note(uint32_t kind, const char *path, uint64_t offset, const void *data, uint64_t length) {
  if (diary < 0) return;
  struct { uint32_t kind, path_length; uint64_t offset, length; } head = {kind, strlen(path), offset, length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
  syscall(SYS_writev, diary, parts, 3);
}

/* Whether this operation is to fail; sets errno. */
static int fails(enum kind kind, const char *path) {
  if (!orders || !(orders->kinds & kind) || orders->countdown <= 0) return 0;
  if (failing && !strstr(path, failing)) return 0;
  orders->seen++;
  if (orders->countdown > 1) return orders->countdown--, 0;
  if (orders->repeats == 0) return 0;
  if (orders->repeats > 0) orders->repeats--;
  orders->failed++;
  errno = orders->error;
  return 1;
}

/* Whether there is room for this write; sets errno. */
static int is_full(int fd, uint64_t end) {
  if (!orders || orders->free_bytes < 0) return 0;
  struct stat now;
  if (fstat(fd, &now) != 0 || end <= (uint64_t)now.st_size) return 0;
  int64_t growth = end - now.st_size;
  if (growth > orders->free_bytes) return orders->failed++, errno = ENOSPC, 1;
  return orders->free_bytes -= growth, 0;
}

#define GUARDED(type, body) \
  pthread_mutex_lock(&lock); \
  type result = body; \
  int reason = errno; \
  pthread_mutex_unlock(&lock); \
  errno = reason; \
  return result

static int opened(int fd, const char *path, int flags, int was_there) {
  if (fd < 0 || fd >= MOST_FILES) return fd;
  struct stat now;
  free(paths[fd]);
  paths[fd] = is_watched(path) && fstat(fd, &now) == 0 ? strdup(path) : NULL;
  if (paths[fd]) inodes[fd] = now.st_ino;
  if (paths[fd] && (flags & O_CREAT) && !was_there) note(OPEN, path, 0, NULL, 0);
  if (paths[fd] && (flags & O_TRUNC) && was_there) note(TRUNCATE, path, 0, NULL, 0);
  return fd;
}

static int open_watched(const char *path, int flags, mode_t mode) {
  int was_there = is_watched(path) && access(path, F_OK) == 0;
  if (is_watched(path) && fails(OPEN, path)) return -1;
  return opened(syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags, was_there);
}

#define MODE_OF(flags) \
  mode_t mode = 0; \
  if (flags & (O_CREAT | O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  GUARDED(int, open_watched(path, flags, mode));
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  GUARDED(int, open_watched(path, flags | O_LARGEFILE, mode));
}

int close(int fd) {
  pthread_mutex_lock(&lock);
  if (path_of(fd)) free(paths[fd]), paths[fd] = NULL;
  pthread_mutex_unlock(&lock);
  return syscall(SYS_close, fd);
}

static ssize_t write_watched(int fd, const void *data, size_t length, off_t offset) {
  if (fails(WRITE, path_of(fd)) || is_full(fd, offset + length)) return -1;
  ssize_t written = syscall(SYS_pwrite64, fd, data, length, offset);
  if (written > 0) note(WRITE, path_of(fd), offset, data, written);
  return written;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  if (!path_of(fd)) return syscall(SYS_pwrite64, fd, data, length, offset);
  GUARDED(ssize_t, write_watched(fd, data, length, offset));
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return pwrite(fd, data, length, offset); }

/* Where the next plain write goes. */
static off_t place_in(int fd) {
  if (!(fcntl(fd, F_GETFL) & O_APPEND)) return lseek(fd, 0, SEEK_CUR);
  struct stat now;
  return fstat(fd, &now) == 0 ? now.st_size : 0;
}

static ssize_t write_on(int fd, const void *data, size_t length) {
  off_t place = place_in(fd);
  if (fails(WRITE, path_of(fd)) || is_full(fd, place + length)) return -1;
  ssize_t written = syscall(SYS_write, fd, data, length);
  if (written > 0) note(WRITE, path_of(fd), place, data, written);
  return written;
}

static int is_heard(int fd) {
  if (diary < 0) return 0;
  struct stat what;
  return fd == 1 || (fd > 2 && fstat(fd, &what) == 0 && S_ISSOCK(what.st_mode));
}

/* Noted before it is sent: what was on the disk then is what the listener may rely on. */
static ssize_t tell(int fd, const void *data, size_t length) {
  note(TOLD, "", fd, data, length);
  return syscall(SYS_write, fd, data, length);
}

ssize_t write(int fd, const void *data, size_t length) {
  if (path_of(fd)) { GUARDED(ssize_t, write_on(fd, data, length)); }
  if (is_heard(fd)) { GUARDED(ssize_t, tell(fd, data, length)); }
  return syscall(SYS_write, fd, data, length);
}

static ssize_t write_parts(int fd, const struct iovec *parts, int count) {
  ssize_t sum = 0;
  for (int part = 0; part < count; part++) {
    ssize_t written = write_on(fd, parts[part].iov_base, parts[part].iov_len);
    if (written < 0) return sum ? sum : -1;
    sum += written;
    if ((size_t)written < parts[part].iov_len) break;
  }
  return sum;
}

static ssize_t tell_parts(int fd, const struct iovec *parts, int count) {
  for (int part = 0; part < count; part++) note(TOLD, "", fd, parts[part].iov_base, parts[part].iov_len);
  return syscall(SYS_writev, fd, parts, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (path_of(fd)) { GUARDED(ssize_t, write_parts(fd, parts, count)); }
  if (is_heard(fd)) { GUARDED(ssize_t, tell_parts(fd, parts, count)); }
  return syscall(SYS_writev, fd, parts, count);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
  pthread_mutex_lock(&lock);
  for (size_t part = 0; diary >= 0 && part < message->msg_iovlen; part++)
    note(TOLD, "", fd, message->msg_iov[part].iov_base, message->msg_iov[part].iov_len);
  pthread_mutex_unlock(&lock);
  return syscall(SYS_sendmsg, fd, message, flags);
}

static int sync_watched(int fd, long call) {
  struct stat what;
  int is_folder = fstat(fd, &what) == 0 && S_ISDIR(what.st_mode);
  if (!is_folder && fails(SYNC, path_of(fd))) return note(SYNC_FAILED, path_of(fd), 0, NULL, 0), -1;
  int done = syscall(call, fd);
  note(done == 0 ? SYNC : SYNC_FAILED, path_of(fd), 0, NULL, 0);
  return done;
}

int fsync(int fd) {
  if (!path_of(fd)) return syscall(SYS_fsync, fd);
  GUARDED(int, sync_watched(fd, SYS_fsync));
}

int fdatasync(int fd) {
  if (!path_of(fd)) return syscall(SYS_fdatasync, fd);
  GUARDED(int, sync_watched(fd, SYS_fdatasync));
}

static int truncate_watched(int fd, off_t length) {
  if (fails(TRUNCATE, path_of(fd))) return -1;
  int done = syscall(SYS_ftruncate, fd, length);
  if (done == 0) note(TRUNCATE, path_of(fd), length, NULL, 0);
  return done;
}

int ftruncate(int fd, off_t length) {
  if (!path_of(fd)) return syscall(SYS_ftruncate, fd, length);
  GUARDED(int, truncate_watched(fd, length));
}

int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int unlink_watched(const char *path) {
  if (fails(UNLINK, path)) return -1;
  int done = syscall(SYS_unlink, path);
  if (done == 0) note(UNLINK, path, 0, NULL, 0);
  return done;
}

int unlink(const char *path) {
  if (!is_watched(path)) return syscall(SYS_unlink, path);
  GUARDED(int, unlink_watched(path));
}

static int rename_watched(const char *from, const char *to) {
  if (fails(RENAME, from)) return -1;
  int done = syscall(SYS_rename, from, to);
  if (done == 0) note(RENAME, from, 0, to, strlen(to));
  return done;
}

int rename(const char *from, const char *to) {
  if (!is_watched(from)) return syscall(SYS_rename, from, to);
  GUARDED(int, rename_watched(from, to));
}

static int link_watched(const char *from, const char *to) {
  if (fails(LINK, from)) return -1;
  int done = syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (done == 0) note(LINK, from, 0, to, strlen(to));
  return done;
}

int link(const char *from, const char *to) {
  if (!is_watched(from)) return syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
  GUARDED(int, link_watched(from, to));
}
