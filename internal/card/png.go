package card

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"sync"
)

// png writes the canvas as a PNG of 16 colours. The canvas has the form of the
// file already, so that nothing is left to do but to compress it.
func (c *canvas) png() ([]byte, error) {
	var data bytes.Buffer
	z := compressors.Get().(*zlib.Writer)
	defer compressors.Put(z)
	z.Reset(&data)
	if _, err := z.Write(c.pix); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	head := binary.BigEndian.AppendUint32(nil, Width)
	head = binary.BigEndian.AppendUint32(head, Height)
	head = append(head, 4, 3, 0, 0, 0) // four bits, by a palette
	out := make([]byte, 0, data.Len()+256)
	out = append(out, "\x89PNG\r\n\x1a\n"...)
	out = chunk(out, "IHDR", head)
	out = chunk(out, "PLTE", palette)
	out = chunk(out, "IDAT", data.Bytes())
	return chunk(out, "IEND", nil), nil
}

func chunk(out []byte, name string, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	at := len(out)
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[at:]))
}

var compressors = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		return zlib.NewWriter(nil)
	}
	return z
}}

// palette holds the sixteen colours, three bytes each.
var palette = shades()

func shades() []byte {
	out := mix(Ink, 0, 1)
	for i := 1; i <= inkFull; i++ {
		out = append(out, mix(Ink, i, inkFull)...)
	}
	for i := 1; i <= accents; i++ {
		out = append(out, mix(Accent, i, accents)...)
	}
	return out
}

// mix returns a colour on paper, so many parts of a whole.
func mix(colour string, part, whole int) []byte {
	out := make([]byte, 3)
	for i := range out {
		p, c := channel(Paper, i), channel(colour, i)
		out[i] = byte((p*(whole-part) + c*part) / whole)
	}
	return out
}

// channel reads red, green or blue of a colour such as "#0b5268".
func channel(colour string, i int) int {
	digit := func(c byte) int {
		if c >= 'a' {
			return int(c-'a') + 10
		}
		return int(c - '0')
	}
	return digit(colour[1+2*i])<<4 | digit(colour[2+2*i])
}
