// Checks a proof with Go's own packages: go run check.go VKEY CHECKPOINT INDEX LEAF HASH...
package main

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
}

func main() {
	verifier, err := note.NewVerifier(os.Args[1])
	check(err)
	checkpoint, err := os.ReadFile(os.Args[2])
	check(err)
	opened, err := note.Open(checkpoint, note.VerifierList(verifier))
	check(err)
	var origin, root string
	var size int64
	_, err = fmt.Sscanf(opened.Text, "%s\n%d\n%s\n", &origin, &size, &root)
	check(err)
	head, err := tlog.ParseHash(root)
	check(err)
	index, err := strconv.ParseInt(os.Args[3], 10, 64)
	check(err)
	leaf, err := os.ReadFile(os.Args[4])
	check(err)
	var proof tlog.RecordProof
	for _, text := range os.Args[5:] {
		hash, err := tlog.ParseHash(text)
		check(err)
		proof = append(proof, hash)
	}
	check(tlog.CheckRecord(proof, size, head, index, tlog.RecordHash(leaf)))
	fmt.Println("ACCEPTED: entry", index, "of", size, "in", origin)
}
