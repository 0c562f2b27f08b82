package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Two Gateways of one class on the same port have nothing in common but their class.
func TestGatewaysAreApart(t *testing.T) {
	space := namespace(t, "e2e-apart")
	apply(t, space, backend("one", 1), backend("two", 1), gateway("one", "", http80), gateway("two", "", http80),
		route("one", "one", "app.example.com", "one"), route("two", "two", "app.example.com", "two"))
	programmed(t, 3*time.Minute, space, "one", "two")
	one, two := address(t, space, "one"), address(t, space, "two")
	if one == two {
		t.Fatalf("both Gateways have the address %s", one)
	}
	for at, service := range map[string]string{one: "one-", two: "two-"} {
		if got := answers(t, time.Minute, at, "http://app.example.com/", 200); !strings.HasPrefix(got.Pod, service) {
			t.Errorf("%s is answered by the pod %s, not one of %s", at, got.Pod, service)
		}
	}
	kubectl(t, "-n", space, "delete", "httproute", "one")
	answers(t, time.Minute, one, "http://app.example.com/", 404)
	answers(t, time.Second, two, "http://app.example.com/", 200)
}

// "A Service created after its route": refused until it is there, served from then on.
func TestServiceAfterItsRoute(t *testing.T) {
	space := namespace(t, "e2e-late")
	apply(t, space, gateway("web", "", http80), route("app", "web", "app.example.com", "late"))
	programmed(t, 3*time.Minute, space, "web")
	at := address(t, space, "web")
	resolved := []string{"-n", space, "get", "httproute", "app", "-o", "jsonpath={.status.parents[0].conditions[?(@.type=='ResolvedRefs')].reason}"}
	same(t, time.Minute, "BackendNotFound", resolved...)
	answers(t, time.Minute, at, "http://app.example.com/", 500)

	apply(t, space, backend("late", 1))
	same(t, time.Minute, "ResolvedRefs", resolved...)
	answers(t, time.Minute, at, "http://app.example.com/", 200)
}

// A Gateway that is deleted takes its data plane with it, and its routes say nothing of it any more.
func TestDeletedGateway(t *testing.T) {
	space := namespace(t, "e2e-gone")
	apply(t, space, backend("app", 1), gateway("stays", "", http80), gateway("goes", "", http80), `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: app}
spec:
  parentRefs: [{name: stays}, {name: goes}]
  rules: [{backendRefs: [{name: app, port: 80}]}]
`)
	programmed(t, 3*time.Minute, space, "stays", "goes")
	stays, goes := address(t, space, "stays"), address(t, space, "goes")
	answers(t, time.Minute, stays, "http://any.example.com/", 200)
	answers(t, time.Minute, goes, "http://any.example.com/", 200)

	kubectl(t, "-n", space, "delete", "gateway", "goes")
	same(t, time.Minute, "stays", "-n", space, "get", "httproute", "app", "-o", "jsonpath={.status.parents[*].parentRef.name}")
	same(t, 2*time.Minute, "", "-n", space, "get", "deployments,services,secrets,configmaps,networkpolicies,serviceaccounts,poddisruptionbudgets,pods",
		"-l", "gateway.networking.k8s.io/gateway-name=goes", "-o", "name")
	if got, err := get(client(goes, false), "http://any.example.com/"); err == nil {
		t.Errorf("the address of the deleted Gateway answers with %d", got.status)
	}
	answers(t, time.Second, stays, "http://any.example.com/", 200)
}

// What the administrator of a namespace changes of our objects is put right; what they add stays.
func TestEditIsRepaired(t *testing.T) {
	space := namespace(t, "e2e-edit")
	apply(t, space, gateway("web", "", http80))
	programmed(t, 3*time.Minute, space, "web")
	kubectl(t, "-n", space, "annotate", "service", "web-kong", "team=edge")
	kubectl(t, "-n", space, "patch", "service", "web-kong", "--type=json", `-p=[{"op": "replace", "path": "/spec/ports/0/targetPort", "value": 1}]`)
	same(t, time.Minute, "64080", "-n", space, "get", "service", "web-kong", "-o", "jsonpath={.spec.ports[0].targetPort}")
	kubectl(t, "-n", space, "delete", "networkpolicy", "web-kong")
	same(t, time.Minute, "web-kong", "-n", space, "get", "networkpolicies", "-o", "jsonpath={.items[*].metadata.name}")
	same(t, time.Second, "edge", "-n", space, "get", "service", "web-kong", "-o", "jsonpath={.metadata.annotations.team}")
}

// Of a data plane that dies without a goodbye nobody can save the requests that it had, and those that are sent to it until Kubernetes
// knows. The other one serves all else, it comes back by itself, and from then on none fails.
func TestKilledDataPlane(t *testing.T) {
	enter := setting(t, "E2E_ENTER")
	space := namespace(t, "e2e-killed")
	apply(t, space, backend("app", 1), parameters("web", "replicas: 2"), route("app", "web", "app.example.com", "app"),
		gateway("web", "infrastructure: {parametersRef: {group: kongruent.io, kind: GatewayParameters, name: web}}", http80))
	programmed(t, 3*time.Minute, space, "web")
	kubectl(t, "-n", space, "rollout", "status", "deployment/web-kong", "--timeout=300s")
	at, url := address(t, space, "web"), "http://app.example.com/"
	answers(t, time.Minute, at, url, 200)
	container := kubectl(t, "-n", space, "get", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web", "-o",
		"jsonpath={.items[0].status.containerStatuses[0].containerID}")

	requests := begin(at, url)
	time.Sleep(2 * time.Second)
	if out, err := exec.Command(enter, "ctr", "-n", "k8s.io", "tasks", "kill", "--signal", "SIGKILL", strings.TrimPrefix(container, "containerd://")).CombinedOutput(); err != nil {
		t.Fatalf("%s can't be killed: %v: %s", container, err, out)
	}
	same(t, time.Minute, "1", "-n", space, "get", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web", "-o",
		"jsonpath={.items[0].status.containerStatuses[0].restartCount}")
	kubectl(t, "-n", space, "rollout", "status", "deployment/web-kong", "--timeout=300s")
	kubectl(t, "-n", space, "wait", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web", "--for=condition=Ready", "--timeout=300s")
	if failed, sent := requests.stop(t); failed*2 > sent {
		t.Errorf("%d of %d requests failed, more than went to the one that was killed: %v", failed, sent, requests.failed)
	}

	requests = begin(at, url)
	time.Sleep(5 * time.Second)
	requests.end(t)
	apply(t, space, route("later", "web", "later.example.com", "app"))
	eventually(t, time.Minute, func() error { // by either of the two
		for range 20 {
			if got, err := get(client(at, false), "http://later.example.com/"); err != nil || got.status != 200 {
				return fmt.Errorf("the new route is answered with %d: %w", got.status, err)
			}
		}
		return nil
	})
}

// Two controllers with different names in one cluster: neither writes to what is the other's.
func TestTwoControllers(t *testing.T) {
	other := setting(t, "E2E_OTHER") // a folder: the controller installed a second time, under another name
	space := namespace(t, "e2e-two")
	t.Cleanup(func() {
		kubectl(t, "-n", space, "delete", "gateways", "--all", "--timeout=120s")
		kubectl(t, "delete", "gatewayclass", "other", "--ignore-not-found", "--timeout=60s")
		// Not by -k: the definition of GatewayParameters belongs to both.
		kubectl(t, "delete", "namespace", "kongruent-other", "--ignore-not-found", "--timeout=120s")
		kubectl(t, "delete", "clusterroles,clusterrolebindings", "kongruent-other", "kongruent-provision-other", "--ignore-not-found")
	})
	apply(t, space, backend("app", 1), gateway("ours", "", http80), route("ours", "ours", "app.example.com", "app"))
	programmed(t, 3*time.Minute, space, "ours")
	versions := func() string {
		return kubectl(t, "-n", space, "get", "gateway/ours", "httproute/ours", "-o", "jsonpath={.items[*].status}")
	}
	before := versions()

	kubectl(t, "apply", "--server-side", "--force-conflicts", "-k", other)
	kubectl(t, "-n", "kongruent-other", "rollout", "status", "deployment/kongruent-other", "--timeout=180s")
	apply(t, "kongruent-other", parameters("small", "image: "+os.Getenv("E2E_DATA_PLANE")+", resources: {requests: {cpu: 10m, memory: 64Mi}}"), `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: other}
spec:
  controllerName: kongruent.io/other
  parametersRef: {group: kongruent.io, kind: GatewayParameters, name: small, namespace: kongruent-other}
`)
	kubectl(t, "wait", "--for=condition=Accepted", "gatewayclass/other", "--timeout=60s")
	apply(t, space, strings.Replace(gateway("theirs", "", http80), class, "other", 1),
		route("theirs", "theirs", "app.example.com", "app"), `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: both}
spec:
  parentRefs: [{name: ours}, {name: theirs}]
  hostnames: [both.example.com]
  rules: [{backendRefs: [{name: app, port: 80}]}]
`)
	programmed(t, 3*time.Minute, space, "theirs")
	for _, gateway := range []string{"ours", "theirs"} {
		for _, host := range []string{"app", "both"} {
			answers(t, time.Minute, address(t, space, gateway), "http://"+host+".example.com/", 200)
		}
	}
	writers := func(name string) string {
		return kubectl(t, "-n", space, "get", "httproute", name, "-o",
			"jsonpath={range .status.parents[*]}{.parentRef.name}={.controllerName} {end}")
	}
	if got := writers("theirs"); got != "theirs=kongruent.io/other" {
		t.Errorf("the status of the route theirs is %s", got)
	}
	if got := writers("both"); !strings.Contains(got, "ours=kongruent.io/gateway-controller") || !strings.Contains(got, "theirs=kongruent.io/other") || strings.Count(got, "=") != 2 {
		t.Errorf("the status of the route both is %s", got)
	}
	// The route both counts at the listener of ours now; nothing else of it may have changed.
	want := strings.Replace(before, `"attachedRoutes":1`, `"attachedRoutes":2`, 1)
	if after := versions(); after != want {
		t.Errorf("the other controller has changed what isn't its own:\n%s\nbefore:\n%s", after, before)
	}
}

// Many Gateways at once: all are served, and nothing is left when they are gone.
func TestFiftyGateways(t *testing.T) {
	count := 50
	space := namespace(t, "e2e-fifty")
	apply(t, space, backend("app", 1))
	began := time.Now()
	names, manifests := []string{}, []string{}
	for i := range count {
		name := fmt.Sprintf("g%02d", i)
		names = append(names, name)
		manifests = append(manifests, gateway(name, "", http80), route(name, name, "app.example.com", "app"))
	}
	apply(t, space, manifests...)
	programmed(t, 15*time.Minute, space, names...)
	figure(t, "%d Gateways programmed after %s", count, time.Since(began).Round(time.Second))
	seen := map[string]bool{}
	for _, name := range names {
		at := address(t, space, name)
		seen[at] = true
		answers(t, time.Minute, at, "http://app.example.com/", 200)
	}
	if len(seen) != count {
		t.Errorf("%d Gateways have %d addresses", count, len(seen))
	}
	began = time.Now()
	kubectl(t, "-n", space, "delete", "gateways", "--all")
	same(t, 5*time.Minute, "", "-n", space, "get", "deployments,services,secrets,configmaps,networkpolicies,serviceaccounts,poddisruptionbudgets,pods",
		"-l", "gateway.networking.k8s.io/gateway-name", "-o", "name")
	figure(t, "nothing left %s after their deletion", time.Since(began).Round(time.Second))
}
