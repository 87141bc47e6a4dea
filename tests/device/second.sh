# The guest's second program, inside the host's files: devices by udev, then one command a line from the host's port, each answered
# by its output, an end of line and a line "= EXIT-CODE".
export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mkdir -p /dev/pts /dev/shm /dev/mqueue
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
ip link set lo up
/lib/systemd/systemd-udevd --daemon
udevadm trigger --action=add --type=subsystems
udevadm trigger --action=add --type=devices
udevadm settle --timeout=60
port=$(grep -l '^host$' /sys/class/virtio-ports/*/name)
port=/dev/$(basename "$(dirname "$port")")
exec <>"$port" >&0 2>/dev/console
echo "= ready"
while read -r line; do
    (eval "$line") 2>&1 </dev/null
    printf '\n= %s\n' $?
done
