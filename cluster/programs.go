//go:build tools

// Package cluster names the programs of the test cluster, so that go.mod and go.sum hold what they are built from.
package cluster

import (
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kubectl"
)
