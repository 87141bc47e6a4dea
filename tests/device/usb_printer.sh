# A USB printer inside the guest: the kernel's printer gadget on a port that leads back into the same machine (dummy_hcd). The terminal
# sees /dev/usb/lp0 by usblp, the printer's own electronics (slip_peer) are behind /dev/g_printer0.
set -e
modprobe -a libcomposite dummy_hcd usblp
mount -t configfs none /sys/kernel/config
gadget=/sys/kernel/config/usb_gadget/slip
mkdir -p $gadget/strings/0x409 $gadget/configs/c.1 $gadget/functions/printer.usb0
echo 0x1209 >$gadget/idVendor
echo 0x0002 >$gadget/idProduct
echo "Slip printer" >$gadget/strings/0x409/product
echo "MFG:Uketori;MDL:Slip;CLS:PRINTER;" >$gadget/functions/printer.usb0/pnp_string
echo 10 >$gadget/functions/printer.usb0/q_len
ln -s $gadget/functions/printer.usb0 $gadget/configs/c.1
echo dummy_udc.0 >$gadget/UDC
for tenth in $(seq 300); do
    [ -e /dev/usb/lp0 ] && [ -e /dev/g_printer0 ] && exec udevadm settle
    sleep 0.1
done
echo "no /dev/usb/lp0"
exit 1
