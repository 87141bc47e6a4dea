#!/bin/busybox sh
# First program of the guest: the host's files read-only over 9p, a scratch layer above them, the kernel's own modules; then second.sh.
# Kernel words: modules=FOLDER (of lib/modules), second=FILE, both as the host names them.
export PATH=/bin:/sbin:/usr/bin:/usr/sbin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
while read -r module; do insmod "$module"; done </modules
word() { sed "s/.* $1=\([^ ]*\).*/\1/" /proc/cmdline; }
modules=$(word modules)
second=$(word second)
mkdir -p /host /scratch /root
mount -t 9p -o trans=virtio,version=9p2000.L,msize=1048576,cache=loose,ro host /host
mount -t tmpfs -o size=1g tmpfs /scratch
mkdir /scratch/up /scratch/work
mount -t overlay -o lowerdir=/host,upperdir=/scratch/up,workdir=/scratch/work overlay /root
for folder in proc sys dev run usr/lib/modules; do mkdir -p "/root/$folder"; done
mount -o bind "/host$modules" /root/usr/lib/modules
for folder in proc sys dev; do mount -o move "/$folder" "/root/$folder"; done
mount -t tmpfs tmpfs /root/run
exec chroot /root /bin/sh "$second"
