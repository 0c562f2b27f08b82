package main

import (
	"net/netip"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func service(name, wanted, has string) *corev1.Service {
	s := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "n", Name: name}}
	s.Spec.Type = corev1.ServiceTypeLoadBalancer
	s.Spec.LoadBalancerIP = wanted
	if has != "" {
		s.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: has}}
	}
	return s
}

func check(t *testing.T, a *addresses, services []*corev1.Service, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for s, address := range a.assign(services) {
		got[s.Name] = address.String()
	}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for name, address := range want {
		if got[name] != address {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestAddressesAreKeptGivenAndTakenBack(t *testing.T) {
	a := newAddresses(netip.MustParsePrefix("10.0.0.0/29")) // free: .1 to .3, on demand: up to .7
	check(t, a, []*corev1.Service{service("a", "", ""), service("b", "", "10.0.0.1")}, map[string]string{"a": "10.0.0.2"})
	internal := service("c", "", "10.0.0.3")
	internal.Spec.Type = corev1.ServiceTypeClusterIP
	check(t, a, []*corev1.Service{internal}, map[string]string{"c": "invalid IP"})
	// .2 rests as long as another one is free.
	check(t, a, []*corev1.Service{service("d", "", ""), service("e", "", "")}, map[string]string{"d": "10.0.0.3", "e": "10.0.0.1"})
	full := []*corev1.Service{service("f", "", "10.0.0.1"), service("g", "", "10.0.0.2"), service("h", "", "10.0.0.3"), service("i", "", "")}
	check(t, a, full, map[string]string{})
}

func TestAnAddressOnDemand(t *testing.T) {
	a := newAddresses(netip.MustParsePrefix("10.0.0.0/29"))
	check(t, a, []*corev1.Service{service("a", "10.0.0.6", "")}, map[string]string{"a": "10.0.0.6"})
	check(t, a, []*corev1.Service{service("a", "192.0.2.1", "")}, map[string]string{})
	check(t, a, []*corev1.Service{service("a", "192.0.2.1", "10.0.0.2")}, map[string]string{"a": "invalid IP"})
	check(t, a, []*corev1.Service{service("a", "10.0.0.6", "10.0.0.6"), service("b", "10.0.0.6", "")}, map[string]string{})
}
