package main

import (
	"net/netip"
	"sort"

	corev1 "k8s.io/api/core/v1"
)

// addresses says which Service has which address of a pool.
type addresses struct {
	pool netip.Prefix
	last netip.Addr // given freely last; the next one is given after it, so that a freed address rests
}

func newAddresses(pool netip.Prefix) *addresses {
	return &addresses{pool: pool.Masked(), last: pool.Masked().Addr()}
}

// assign answers what has to be written: the Services whose status is not what it should be, with their address, which is
// invalid where the status has to be emptied.
func (a *addresses) assign(services []*corev1.Service) map[*corev1.Service]netip.Addr {
	sort.Slice(services, func(i, j int) bool {
		x, y := services[i], services[j]
		if !x.CreationTimestamp.Equal(&y.CreationTimestamp) {
			return x.CreationTimestamp.Before(&y.CreationTimestamp)
		}
		return x.Namespace+"/"+x.Name < y.Namespace+"/"+y.Name
	})
	writes := map[*corev1.Service]netip.Addr{}
	taken := map[netip.Addr]bool{}
	waiting := []*corev1.Service{}
	for _, service := range services {
		has := current(service)
		switch {
		case !ours(service):
			if has.IsValid() {
				writes[service] = netip.Addr{}
			}
		case has.IsValid() && a.pool.Contains(has) && !taken[has] && (wanted(service) == "" || wanted(service) == has.String()):
			taken[has] = true
		default:
			waiting = append(waiting, service)
		}
	}
	for _, service := range waiting {
		address := a.choose(wanted(service), taken)
		if address.IsValid() {
			taken[address] = true
		}
		if address != current(service) {
			writes[service] = address
		}
	}
	return writes
}

func (a *addresses) choose(wanted string, taken map[netip.Addr]bool) netip.Addr {
	if wanted != "" {
		address, err := netip.ParseAddr(wanted)
		if err != nil || !a.pool.Contains(address) || taken[address] {
			return netip.Addr{}
		}
		return address
	}
	lower := netip.PrefixFrom(a.pool.Addr(), a.pool.Bits()+1)
	candidate := a.last.Next()
	for range 1 << (lower.Addr().BitLen() - lower.Bits()) {
		if !lower.Contains(candidate) {
			candidate = a.pool.Addr().Next()
		}
		if !taken[candidate] {
			a.last = candidate
			return candidate
		}
		candidate = candidate.Next()
	}
	return netip.Addr{}
}

func ours(service *corev1.Service) bool {
	return service.Spec.Type == corev1.ServiceTypeLoadBalancer && service.Spec.LoadBalancerClass == nil &&
		service.DeletionTimestamp == nil
}

func wanted(service *corev1.Service) string {
	return service.Spec.LoadBalancerIP //nolint:staticcheck // deprecated, and the only field that says it
}

func current(service *corev1.Service) netip.Addr {
	for _, ingress := range service.Status.LoadBalancer.Ingress {
		if address, err := netip.ParseAddr(ingress.IP); err == nil {
			return address
		}
	}
	return netip.Addr{}
}
