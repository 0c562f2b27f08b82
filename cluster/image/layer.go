package main

import (
	"archive/tar"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// writeLayer writes the tar of a layer to a file and answers its digest and size.
func writeLayer(file string, specs, without []string) (string, int64, error) {
	entries := map[string]entry{"tmp": {mode: 0o1777, folder: true}}
	for _, spec := range specs {
		if err := gather(entries, spec, without); err != nil {
			return "", 0, err
		}
	}
	out, err := os.Create(file)
	if err != nil {
		return "", 0, err
	}
	defer out.Close()
	hash := sha256.New()
	writer := tar.NewWriter(io.MultiWriter(out, hash))
	paths := make([]string, 0, len(entries))
	for path := range entries {
		paths = append(paths, path)
	}
	sort.Strings(paths) // a folder comes before what is in it
	for _, path := range paths {
		entry := entries[path]
		if entry.folder {
			header := &tar.Header{Typeflag: tar.TypeDir, Name: path + "/", Mode: entry.mode, Format: tar.FormatGNU}
			if err := writer.WriteHeader(header); err != nil {
				return "", 0, err
			}
			continue
		}
		if err := copyFile(writer, entry.source, &tar.Header{Name: path, Mode: entry.mode, Format: tar.FormatGNU}); err != nil {
			return "", 0, err
		}
	}
	if err := writer.Close(); err != nil {
		return "", 0, err
	}
	size, err := out.Seek(0, io.SeekEnd)
	return fmt.Sprintf("sha256:%x", hash.Sum(nil)), size, err
}

type entry struct {
	source string
	mode   int64
	folder bool
}

// gather adds the files of one SOURCE:DESTINATION[:MODE], and the folders above them.
func gather(entries map[string]entry, spec string, without []string) error {
	parts := strings.Split(spec, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return fmt.Errorf("%q is not SOURCE:DESTINATION[:MODE]", spec)
	}
	mode := int64(-1)
	if len(parts) == 3 {
		parsed, err := strconv.ParseInt(parts[2], 8, 64)
		if err != nil {
			return fmt.Errorf("%q: %w", spec, err)
		}
		mode = parsed
	}
	return filepath.WalkDir(parts[0], func(path string, item fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, pattern := range without {
			if matches, err := filepath.Match(pattern, item.Name()); err != nil {
				return fmt.Errorf("%q: %w", pattern, err)
			} else if matches {
				if item.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
		}
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if info.IsDir() && !item.IsDir() {
			return fmt.Errorf("%s is a link to a folder", path)
		}
		relative, err := filepath.Rel(parts[0], path)
		if err != nil {
			return err
		}
		destination := strings.Trim(filepath.Join(parts[1], relative), "/")
		for above := filepath.Dir(destination); above != "."; above = filepath.Dir(above) {
			if _, known := entries[above]; !known {
				entries[above] = entry{mode: 0o755, folder: true}
			}
		}
		switch {
		case destination == "":
		case info.IsDir():
			entries[destination] = entry{mode: 0o755, folder: true}
		case mode >= 0:
			entries[destination] = entry{source: path, mode: mode}
		default:
			entries[destination] = entry{source: path, mode: int64(info.Mode().Perm())}
		}
		return nil
	})
}

// copyFile writes a file with its size into the archive, without times and owners.
func copyFile(writer *tar.Writer, file string, header *tar.Header) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	header.Typeflag = tar.TypeReg
	header.Size = info.Size()
	if err := writer.WriteHeader(header); err != nil {
		return err
	}
	_, err = io.Copy(writer, in)
	return err
}
