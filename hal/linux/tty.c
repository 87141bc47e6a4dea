#include "hal/linux/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

struct baud_row {
    int baud;
    speed_t speed;
};

static const struct baud_row bauds[] = {
    {9600, B9600}, {19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200},
};

static const struct baud_row *find_baud(int baud)
{
    for (size_t i = 0; i < sizeof bauds / sizeof bauds[0]; i++) {
        if (bauds[i].baud == baud) {
            return &bauds[i];
        }
    }
    return NULL;
}

bool tty_is_baud(int baud)
{
    return find_baud(baud) != NULL;
}

int tty_open(const char *path, int baud, bool has_flow_control)
{
    const struct baud_row *row = find_baud(baud);
    if (row == NULL) {
        errno = EINVAL;
        return -1;
    }
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    struct termios t;
    if (fd < 0 || tcgetattr(fd, &t) != 0) {
        return fd;
    }
    cfmakeraw(&t);
    t.c_cflag |= CLOCAL | CREAD;
    t.c_cflag = has_flow_control ? t.c_cflag | CRTSCTS : t.c_cflag & ~(tcflag_t)CRTSCTS;
    (void)cfsetspeed(&t, row->speed);
    if (tcsetattr(fd, TCSANOW, &t) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}
