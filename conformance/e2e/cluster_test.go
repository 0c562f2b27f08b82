package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

const (
	system = "kongruent-system"
	class  = "gateway-conformance"
)

// setting is what run says in the environment; a test that needs it and doesn't have it is skipped with the name.
func setting(t *testing.T, name string) string {
	value := os.Getenv(name)
	if value == "" {
		t.Skipf("NOT RUN: %s isn't set", name)
	}
	return value
}

func try(input string, arguments ...string) (string, error) {
	command := exec.Command("kubectl", arguments...)
	command.Stdin = strings.NewReader(input)
	var out, problems bytes.Buffer
	command.Stdout, command.Stderr = &out, &problems
	if err := command.Run(); err != nil {
		return out.String(), fmt.Errorf("kubectl %s: %w: %s", strings.Join(arguments, " "), err, problems.String())
	}
	return strings.TrimSpace(out.String()), nil
}

func kubectl(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := try("", arguments...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func apply(t *testing.T, namespace string, manifests ...string) {
	t.Helper()
	if _, err := try(strings.Join(manifests, "\n---\n"), "-n", namespace, "apply", "--server-side", "--force-conflicts", "-f", "-"); err != nil {
		t.Fatal(err)
	}
}

// namespace makes one and removes it after the test, with everything in it.
func namespace(t *testing.T, name string) string {
	t.Helper()
	apply(t, "default", "{apiVersion: v1, kind: Namespace, metadata: {name: "+name+"}}")
	t.Cleanup(func() {
		if t.Failed() {
			out, _ := try("", "-n", name, "get", "gateways,httproutes,pods,services", "-o", "wide")
			t.Logf("in %s at the end:\n%s", name, out)
		}
		kubectl(t, "delete", "namespace", name, "--timeout=180s")
	})
	return name
}

// eventually asks until the answer is nil, and says the last one when the time is over.
func eventually(t *testing.T, within time.Duration, ask func() error) {
	t.Helper()
	deadline := time.Now().Add(within)
	for {
		err := ask()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %s: %v", within, err)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// same asks until a field of an object has a value.
func same(t *testing.T, within time.Duration, want string, arguments ...string) {
	t.Helper()
	eventually(t, within, func() error {
		out, err := try("", arguments...)
		if err == nil && out != want {
			err = fmt.Errorf("kubectl %s: %q, not %q", strings.Join(arguments, " "), out, want)
		}
		return err
	})
}

func programmed(t *testing.T, within time.Duration, namespace string, gateways ...string) {
	t.Helper()
	for _, gateway := range gateways {
		kubectl(t, "-n", namespace, "wait", "--for=condition=Programmed", "--timeout="+within.String(), "gateway/"+gateway)
	}
}

func address(t *testing.T, namespace, gateway string) string {
	t.Helper()
	return kubectl(t, "-n", namespace, "get", "gateway", gateway, "-o", "jsonpath={.status.addresses[0].value}")
}

// figure goes into the summary of the run.
func figure(t *testing.T, format string, values ...any) {
	fmt.Printf("\nfigure: %s: %s\n", t.Name(), fmt.Sprintf(format, values...))
}
