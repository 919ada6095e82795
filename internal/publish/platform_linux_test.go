//go:build linux && !candor_portable

package publish

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// oneStep says that this system exchanges folders in one step.
const oneStep = true

func TestMounted(t *testing.T) {
	if !(osDisk{}).Mounted("/proc") {
		t.Error("/proc is not seen as a mount point")
	}
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "missing")} {
		if (osDisk{}).Mounted(dir) {
			t.Errorf("%s is seen as a mount point", dir)
		}
	}
}

func TestUmask(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	a := site("1", tree{"a/x.html": "x"})
	defer syscall.Umask(syscall.Umask(0o077))
	publishTree(t, dir, a)
	for name := range a.full() {
		want := fileMode
		if name == "a/" {
			want = dirMode
		}
		if got := perm(filepath.Join(dir, name)); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
	if perm(dir) != dirMode {
		t.Errorf("the site has mode %o", perm(dir))
	}
	if sum := publishTree(t, dir, a); sum.Published {
		t.Errorf("published again: %+v", sum)
	}
}

// mountEnv makes TestMountPoint the child that may mount.
const mountEnv = "CANDOR_PUBLISH_MOUNT"

func TestMountPoint(t *testing.T) {
	if os.Getenv(mountEnv) == "" {
		inNamespace(t)
		return
	}
	for _, name := range []string{"tmpfs", "bind"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			must(t, os.Mkdir(dir, 0o755))
			if name == "bind" {
				must(t, unix.Mount(t.TempDir(), dir, "", unix.MS_BIND, ""))
			} else {
				must(t, unix.Mount("none", dir, "tmpfs", 0, ""))
			}
			defer unix.Unmount(dir, unix.MNT_DETACH)
			publishesInMountPoint(t, dir)
		})
	}
}

func publishesInMountPoint(t *testing.T, dir string) {
	must(t, os.Mkdir(filepath.Join(dir, mountRoot), 0o755))
	for _, a := range []tree{before, after, after} {
		sum, err := Publish(context.Background(), Options{Dir: dir}, a.produce)
		must(t, err)
		if sum.Atomic {
			t.Errorf("cannot have been one step: %+v", sum)
		}
		got := read(t, dir)
		if _, ok := got[mountRoot+"/"]; !ok {
			t.Error("the file system's own folder is gone")
		}
		must(t, os.Remove(filepath.Join(dir, mountRoot)))
		wantSite(t, dir, a)
		must(t, os.Mkdir(filepath.Join(dir, mountRoot), 0o755))
	}
}

// inNamespace runs this test again where mounting harms nobody.
func inNamespace(t *testing.T) {
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self, "-test.run=^TestMountPoint$")
	cmd.Env = append(os.Environ(), mountEnv+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Skipf("this system gives no namespaces: %v", err)
	}
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
