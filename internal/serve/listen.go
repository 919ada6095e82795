package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// mostPorts is how many ports are tried when the one asked for is busy.
const mostPorts = 100

// Listen opens a port on the loopback interface, under both its addresses where
// the machine has both. A busy port moves on to the next; port 0 takes any.
func Listen(port int) ([]net.Listener, int, error) {
	for p := port; p < port+mostPorts && p <= 65535; p++ {
		list, err := listenOn(p)
		switch {
		case err == nil:
			return list, list[0].Addr().(*net.TCPAddr).Port, nil
		case !errors.Is(err, syscall.EADDRINUSE):
			return nil, 0, err
		}
	}
	return nil, 0, fmt.Errorf("ports %d to %d are all in use", port, min(port+mostPorts-1, 65535))
}

func listenOn(port int) ([]net.Listener, error) {
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	port = four.Addr().(*net.TCPAddr).Port
	six, err := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, errors.Join(err, four.Close())
	}
	if err != nil {
		return []net.Listener{four}, nil // a machine without IPv6
	}
	return []net.Listener{four, six}, nil
}
