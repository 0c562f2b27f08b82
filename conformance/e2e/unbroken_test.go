package e2e

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Whatever changes or breaks while requests come in, none of them fails, and what is changed afterwards still arrives.
func TestUnbroken(t *testing.T) {
	space := namespace(t, "e2e-unbroken")
	listeners := func(more string) string {
		return gateway("web", "infrastructure: {parametersRef: {group: kongruent.io, kind: GatewayParameters, name: web}}", `[
    {name: http, protocol: HTTP, port: 80},
    {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: web}]}}`+more+"]")
	}
	replicas := func(count int) string { return parameters("web", fmt.Sprintf("replicas: %d", count)) }
	apply(t, space, backend("app", 2), certificate(t, "web", "app.example.com", "first"), replicas(2), listeners(""),
		route("app", "web", "app.example.com", "app"))
	programmed(t, 3*time.Minute, space, "web")
	at := address(t, space, "web")
	urls := []string{"http://app.example.com/", "https://app.example.com/"}
	for _, url := range urls {
		answers(t, time.Minute, at, url, 200)
	}

	// ready waits until the data plane is as wanted and there are so many pods and no others.
	ready := func(t *testing.T, pods int) {
		t.Helper()
		kubectl(t, "-n", space, "rollout", "status", "deployment/web-kong", "--timeout=300s")
		eventually(t, 2*time.Minute, func() error {
			out, err := try("", "-n", space, "get", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web", "-o", "name")
			if err == nil && len(strings.Fields(out)) != pods {
				err = fmt.Errorf("there are not %d pods but %s", pods, out)
			}
			return err
		})
		programmed(t, time.Minute, space, "web")
	}
	arrivals := 0
	// arrives shows that the controller works: a new route is served.
	arrives := func(t *testing.T) {
		t.Helper()
		arrivals++
		name := fmt.Sprintf("new-%d", arrivals)
		apply(t, space, route(name, "web", name+".example.com", "app"))
		answers(t, 90*time.Second, at, "http://"+name+".example.com/", 200)
	}
	// during runs a change while requests come in; need is a setting without which it can't be made.
	during := func(name, need string, change func(t *testing.T)) {
		t.Run(name, func(t *testing.T) {
			if need != "" {
				setting(t, need)
			}
			requests := begin(at, urls...)
			change(t)
			time.Sleep(3 * time.Second)
			requests.end(t)
			arrives(t)
		})
	}

	during("NothingAtAll", "", func(*testing.T) { time.Sleep(5 * time.Second) })
	during("RoutesComeAndGo", "", func(t *testing.T) {
		for i := range 10 {
			apply(t, space, route("passing", "web", fmt.Sprintf("passing-%d.example.com", i), "app"))
			time.Sleep(300 * time.Millisecond)
		}
		kubectl(t, "-n", space, "delete", "httproute", "passing")
	})
	during("BackendRollout", "", func(t *testing.T) {
		kubectl(t, "-n", space, "rollout", "restart", "deployment/app")
		kubectl(t, "-n", space, "rollout", "status", "deployment/app", "--timeout=180s")
		time.Sleep(8 * time.Second) // the last of the old pods ends
	})
	during("SecretRotated", "", func(t *testing.T) {
		apply(t, space, certificate(t, "web", "app.example.com", "second"))
		eventually(t, time.Minute, func() error {
			got, err := get(client(at, false), urls[1])
			if err == nil && got.certificate != "second" {
				err = fmt.Errorf("the certificate is %s", got.certificate)
			}
			return err
		})
	})
	during("ControllerKilled", "", func(t *testing.T) {
		kubectl(t, "-n", system, "delete", "pods", "-l", "app.kubernetes.io/name=kongruent", "--grace-period=0", "--force")
		kubectl(t, "-n", system, "rollout", "status", "deployment/kongruent", "--timeout=180s")
	})
	during("LeaderKilled", "", func(t *testing.T) {
		kubectl(t, "-n", system, "scale", "deployment/kongruent", "--replicas=2")
		kubectl(t, "-n", system, "rollout", "status", "deployment/kongruent", "--timeout=180s")
		leader := kubectl(t, "-n", system, "get", "leases", "-o", "jsonpath={.items[0].spec.holderIdentity}")
		kubectl(t, "-n", system, "delete", "pod", leader, "--grace-period=0", "--force")
		arrives(t)
		kubectl(t, "-n", system, "scale", "deployment/kongruent", "--replicas=1")
		kubectl(t, "-n", system, "rollout", "status", "deployment/kongruent", "--timeout=180s")
	})
	during("ApiServerAwayForAMinute", "E2E_ENTER", func(t *testing.T) {
		enter := setting(t, "E2E_ENTER")
		signal := func(name string) {
			if out, err := exec.Command(enter, "pkill", "-"+name, "-x", "kube-apiserver").CombinedOutput(); err != nil {
				t.Fatalf("pkill -%s kube-apiserver: %v: %s", name, err, out)
			}
		}
		signal("STOP")
		time.Sleep(time.Minute)
		signal("CONT")
		eventually(t, time.Minute, func() error { _, err := try("", "get", "--raw", "/readyz"); return err })
	})
	during("ScaledUpAndDown", "", func(t *testing.T) {
		apply(t, space, replicas(3))
		ready(t, 3)
		apply(t, space, replicas(1))
		ready(t, 1)
		apply(t, space, replicas(2))
		ready(t, 2)
	})
	during("PodDeleted", "", func(t *testing.T) {
		pod := kubectl(t, "-n", space, "get", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web", "-o", "jsonpath={.items[0].metadata.name}")
		kubectl(t, "-n", space, "delete", "pod", pod)
		ready(t, 2)
	})
	during("NewListenerPort", "", func(t *testing.T) {
		apply(t, space, listeners(", {name: more, protocol: HTTP, port: 8080}"))
		ready(t, 2)
		answers(t, time.Minute, at, "http://app.example.com:8080/", 200)
	})
	during("NewImage", "E2E_NEXT_DATA_PLANE", func(t *testing.T) {
		next := setting(t, "E2E_NEXT_DATA_PLANE")
		apply(t, space, parameters("web", "replicas: 2, image: "+next))
		ready(t, 2)
		same(t, time.Minute, next+" "+next, "-n", space, "get", "pods", "-l", "gateway.networking.k8s.io/gateway-name=web",
			"-o", "jsonpath={.items[*].spec.containers[0].image}")
	})
	during("AdminCertificateRotated", "", func(t *testing.T) {
		serial := func() string {
			return kubectl(t, "-n", space, "get", "secret", "web-kong-admin", "-o", `jsonpath={.data.tls\.crt}`)
		}
		before := serial()
		kubectl(t, "-n", space, "delete", "secret", "web-kong-admin")
		eventually(t, time.Minute, func() error {
			if now, err := try("", "-n", space, "get", "secret", "web-kong-admin", "-o", `jsonpath={.data.tls\.crt}`); err != nil || now == before {
				return fmt.Errorf("the certificate hasn't been made anew: %w", err)
			}
			return nil
		})
		ready(t, 2)
	})
}
