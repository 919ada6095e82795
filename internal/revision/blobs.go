package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"strconv"
	"strings"
	"sync"
)

// blobs reads the bytes of files from one git process, which is started when
// the first is wanted. It may be used by several goroutines at once.
type blobs struct {
	ctx        context.Context // of whoever opened the revision, for fs.FS hands on none
	repository *repository

	mu     sync.Mutex
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
	broken error // why nothing can be read any more
}

func (b *blobs) start() error {
	b.cmd = b.repository.command(b.ctx, "cat-file", "--batch")
	b.cmd.Stderr = &b.stderr
	in, err := b.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := b.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	b.in, b.out = in, bufio.NewReaderSize(out, 64<<10)
	return b.cmd.Start()
}

// read returns the bytes of a blob. After a failure in the middle of an answer
// the next would be read as part of it, so none is.
func (b *blobs) read(hash string) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken == nil && b.cmd == nil {
		b.broken = b.start()
	}
	if b.broken != nil {
		return nil, b.broken
	}
	data, err := b.ask(hash)
	var gone *Error
	if err != nil && !errors.As(err, &gone) {
		b.broken = err
	}
	return data, err
}

func (b *blobs) ask(hash string) ([]byte, error) {
	if _, err := io.WriteString(b.in, hash+"\n"); err != nil {
		return nil, b.failure(err)
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, b.failure(err)
	}
	f := strings.Fields(head)
	if len(f) == 2 && f[1] == "missing" {
		return nil, &Error{"this clone lacks a file of that revision (" + hash + ")", "fetch it again, without --filter"}
	}
	if len(f) != 3 {
		return nil, fmt.Errorf("git gave an answer that cannot be read: %q", head)
	}
	size, err := strconv.ParseInt(f[2], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("git gave an answer that cannot be read: %q", head)
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(b.out, data); err != nil {
		return nil, b.failure(err)
	}
	if _, err := b.out.Discard(len("\n")); err != nil {
		return nil, b.failure(err)
	}
	return data, nil
}

func (b *blobs) failure(err error) error {
	return fmt.Errorf("git stopped while files were being read: %w", err)
}

// close ends the process. Whoever reads afterwards is told that it is closed.
func (b *blobs) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cmd != nil && b.cmd.Process != nil {
		b.in.Close()
		_ = b.cmd.Wait() // what it says of being asked to stop does not matter
	}
	b.cmd, b.broken = nil, fs.ErrClosed
}
