package markup

import (
	"encoding/binary"
	"hash/crc32"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func checkRoundTrip(t tester, b *Body) {
	t.Helper()
	data, err := b.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	var back Body
	if err := back.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(*b, back, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("not what was stored:\n%s", d)
	}
}

const sample = "## A [b](c.md)\n\n![](d.png) <br> [](e.md)\n"

func TestUnmarshalRefusesDamage(t *testing.T) {
	data, err := Fragment([]byte(sample)).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		before := Body{Text: "kept"}
		if err := before.UnmarshalBinary(data[:i]); err == nil {
			t.Errorf("the first %d bytes are taken for the whole", i)
		}
		changed := append([]byte(nil), data...)
		changed[i] ^= 0x10
		if err := before.UnmarshalBinary(changed); err == nil {
			t.Errorf("a change of byte %d goes unnoticed", i)
		}
		if before.Text != "kept" || before.HTML != nil {
			t.Errorf("after damage at %d the body is %+v", i, before)
		}
	}
	if err := new(Body).UnmarshalBinary(append(data, 0)); err == nil {
		t.Error("a byte too many goes unnoticed")
	}
}

func TestUnmarshalChecksSlots(t *testing.T) {
	for _, html := range []string{"\x01u1\x01", "\x01u0", "\x01x0\x01", "\x01u\x01", "\x01u99999999999\x01", "\x01"} {
		data, err := (&Body{HTML: []byte(html), Links: make([]Link, 1)}).MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := new(Body).UnmarshalBinary(data); err == nil {
			t.Errorf("%q is taken for HTML with one slot", html)
		}
	}
}

// FuzzUnmarshal signs what the fuzzer makes, or the checksum would refuse it
// all.
func FuzzUnmarshal(f *testing.F) {
	data, err := Fragment([]byte(sample)).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data[headerSize:])
	f.Add([]byte{0, 0, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, payload []byte) {
		data := append(make([]byte, headerSize), payload...)
		data[0] = format
		binary.BigEndian.PutUint32(data[1:], crc32.Checksum(payload, castagnoli))
		var b Body
		if b.UnmarshalBinary(data) != nil {
			return
		}
		checkRoundTrip(t, &b)
		b.Fill(func(slot int) Target {
			if slot >= len(b.Links) {
				t.Errorf("slot %d of %d", slot, len(b.Links))
			}
			return Target{}
		})
	})
}
