// Command image assembles a container image as an OCI archive, FROM scratch and without a daemon.
//
//	image -o FILE -n NAME [-n NAME]... [-entrypoint ARG]... [-env K=V]... [-user UID:GID] LAYER...
//
// A layer is a list of SOURCE:DESTINATION[:MODE], separated by commas; a source that is a folder is taken with what is in
// it, links are followed. The same files give the same bytes, so that a container engine that has a layer knows it again.
package main

import (
	"archive/tar"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

type list []string

func (l *list) String() string         { return strings.Join(*l, " ") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

func main() {
	log.SetFlags(0)
	var names, entrypoint, environment, without list
	out := flag.String("o", "", "the archive to write")
	user := flag.String("user", "", "UID:GID that the program runs as")
	flag.Var(&names, "n", "a name of the image, with its registry")
	flag.Var(&entrypoint, "entrypoint", "a word of the command")
	flag.Var(&environment, "env", "a variable of the environment, K=V")
	flag.Var(&without, "without", "a pattern of file names that are left out")
	flag.Parse()
	if *out == "" || len(names) == 0 || flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	config := imageConfig{Architecture: runtime.GOARCH, OS: "linux", Created: epoch}
	config.Config.Entrypoint = entrypoint
	config.Config.Env = append([]string{"PATH=/usr/local/bin:/usr/bin:/bin"}, environment...)
	config.Config.User = *user
	config.Config.WorkingDir = "/"
	if err := assemble(*out, names, config, flag.Args(), without); err != nil {
		log.Fatalf("image: %v", err)
	}
}

func assemble(out string, names []string, config imageConfig, layers, without []string) error {
	folder, err := os.MkdirTemp(filepath.Dir(out), ".image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	config.RootFS.Type = "layers"
	manifest := manifest{SchemaVersion: 2, MediaType: "application/vnd.oci.image.manifest.v1+json"}
	files := []string{}
	for i, spec := range layers {
		file := filepath.Join(folder, fmt.Sprint(i))
		digest, size, err := writeLayer(file, strings.Split(spec, ","), without)
		if err != nil {
			return err
		}
		files = append(files, file)
		config.RootFS.DiffIDs = append(config.RootFS.DiffIDs, digest)
		config.History = append(config.History, history{Created: epoch, CreatedBy: "image"})
		manifest.Layers = append(manifest.Layers, descriptor{MediaType: "application/vnd.oci.image.layer.v1.tar", Digest: digest, Size: size})
	}
	configBytes, err := json.Marshal(config)
	if err != nil {
		return err
	}
	manifest.Config = describe("application/vnd.oci.image.config.v1+json", configBytes)
	manifestBytes, err := json.Marshal(manifest)
	if err != nil {
		return err
	}
	index := index{SchemaVersion: 2}
	for _, name := range names {
		entry := describe(manifest.MediaType, manifestBytes)
		entry.Annotations = map[string]string{"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name}
		entry.Platform = &platform{Architecture: config.Architecture, OS: config.OS}
		index.Manifests = append(index.Manifests, entry)
	}
	indexBytes, err := json.Marshal(index)
	if err != nil {
		return err
	}

	archive, err := os.Create(filepath.Join(folder, "archive"))
	if err != nil {
		return err
	}
	defer archive.Close()
	writer := tar.NewWriter(archive)
	blobs := map[string][]byte{
		"oci-layout":                        []byte(`{"imageLayoutVersion":"1.0.0"}`),
		"index.json":                        indexBytes,
		blobPath(manifest.Config.Digest):    configBytes,
		blobPath(index.Manifests[0].Digest): manifestBytes,
	}
	for _, name := range []string{"oci-layout", "index.json", blobPath(index.Manifests[0].Digest), blobPath(manifest.Config.Digest)} {
		if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(blobs[name])), Format: tar.FormatGNU}); err != nil {
			return err
		}
		if _, err := writer.Write(blobs[name]); err != nil {
			return err
		}
	}
	written := map[string]bool{}
	for i, layer := range manifest.Layers {
		if written[layer.Digest] {
			continue
		}
		written[layer.Digest] = true
		if err := copyFile(writer, files[i], &tar.Header{Name: blobPath(layer.Digest), Mode: 0o644, Format: tar.FormatGNU}); err != nil {
			return err
		}
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return os.Rename(archive.Name(), out)
}
