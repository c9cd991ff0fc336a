// Command ledger-go checks what Seawall's ledger hands out with code Seawall did not write: Go's sumdb/note and
// sumdb/tlog. It reads one JSON document from standard input and prints "ok" or what it does not accept.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type input struct {
	Vkey      string
	Skey      string
	Old       string
	New       string
	Inclusion []struct {
		Index  int64
		Leaf   []byte
		Hashes []string
	}
	Consistency []string
	// Bytes of every tile, by path without "tile/".
	Tiles map[string][]byte
}

func main() {
	if err := run(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("ok")
}

func run() error {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		return err
	}
	verifier, err := note.NewVerifier(in.Vkey)
	if err != nil {
		return fmt.Errorf("verifier key: %w", err)
	}
	old, err := open(in.Old, verifier)
	if err != nil {
		return fmt.Errorf("old checkpoint: %w", err)
	}
	tree, err := open(in.New, verifier)
	if err != nil {
		return fmt.Errorf("new checkpoint: %w", err)
	}
	if err := signAgain(in); err != nil {
		return err
	}
	for _, one := range in.Inclusion {
		proof, err := hashes(one.Hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, one.Index, tlog.RecordHash(one.Leaf)); err != nil {
			return fmt.Errorf("inclusion of %d: %w", one.Index, err)
		}
	}
	proof, err := hashes(in.Consistency)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}
	return fromTiles(in, old, tree)
}

// open opens a signed note and reads the three lines of a C2SP checkpoint.
func open(text string, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: hash}, err
}

// signAgain checks that Go's signer reads our private key and signs the same bytes.
func signAgain(in input) error {
	signer, err := note.NewSigner(in.Skey)
	if err != nil {
		return fmt.Errorf("signing key: %w", err)
	}
	text := in.New[:strings.Index(in.New, "\n\n")+1]
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return err
	}
	if string(signed) != in.New {
		return fmt.Errorf("Go signs another note:\n%s", signed)
	}
	return nil
}

// fromTiles lets Go read our tiles, check them against the checkpoint, and build the proofs itself.
func fromTiles(in input, old, tree tlog.Tree) error {
	reader := tlog.TileHashReader(tree, tiles(in.Tiles))
	for _, one := range in.Inclusion {
		proof, err := tlog.ProveRecord(tree.N, one.Index, reader)
		if err != nil {
			return fmt.Errorf("tiles: %w", err)
		}
		if err := same(proof, one.Hashes); err != nil {
			return fmt.Errorf("inclusion of %d: %w", one.Index, err)
		}
	}
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}
	return same(proof, in.Consistency)
}

func same(proof []tlog.Hash, ours []string) error {
	if len(proof) != len(ours) {
		return fmt.Errorf("Go's proof has %d hashes, ours %d", len(proof), len(ours))
	}
	for i, hash := range proof {
		if hash.String() != ours[i] {
			return fmt.Errorf("hash %d differs", i)
		}
	}
	return nil
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, line := range lines {
		raw, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, fmt.Errorf("not a hash: %q", line)
		}
		var hash tlog.Hash
		copy(hash[:], raw)
		out = append(out, hash)
	}
	return out, nil
}

// tiles serves tiles of height 8 under C2SP paths, which leave the height out.
type tiles map[string][]byte

func (t tiles) Height() int                         { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range wanted {
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		data, ok := t[path]
		if !ok {
			return nil, fmt.Errorf("no tile %s", path)
		}
		out = append(out, data)
	}
	return out, nil
}
