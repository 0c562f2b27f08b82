// Command loadbalancer gives Services of type LoadBalancer an address of a pool, as a cloud's controller would.
// kube-proxy serves the address once it is in the Service's status; nothing else is needed on a single node.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"log"
	"net/netip"
	"os"
	"os/signal"
	"syscall"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "how the API server is reached")
	prefix := flag.String("pool", "", "the pool: its lower half is given freely, all of it on demand (spec.loadBalancerIP)")
	flag.Parse()
	pool, err := netip.ParsePrefix(*prefix)
	if err != nil {
		log.Fatalf("-pool: %v", err)
	}
	config, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		log.Fatalf("-kubeconfig: %v", err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, client, newAddresses(pool)); err != nil {
		log.Print(err)
		os.Exit(1)
	}
}

// serve looks at all Services after each change of one, until the context ends.
func serve(ctx context.Context, client kubernetes.Interface, pool *addresses) error {
	factory := informers.NewSharedInformerFactory(client, 0)
	services := factory.Core().V1().Services()
	changed := make(chan struct{}, 1)
	wake := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	_, err := services.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { wake() },
		UpdateFunc: func(any, any) { wake() },
		DeleteFunc: func(any) { wake() },
	})
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
		all, err := services.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for service, address := range pool.assign(all) {
			if err := write(ctx, client, service, address); err != nil {
				log.Printf("%s/%s: %v", service.Namespace, service.Name, err)
				wake()
			}
		}
	}
}

// write patches the status of a Service; an invalid address clears it.
func write(ctx context.Context, client kubernetes.Interface, service *corev1.Service, address netip.Addr) error {
	ingress := []corev1.LoadBalancerIngress{}
	if address.IsValid() {
		ingress = append(ingress, corev1.LoadBalancerIngress{IP: address.String()})
	}
	patch, err := json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": service.UID},
		"status":   map[string]any{"loadBalancer": map[string]any{"ingress": ingress}},
	})
	if err != nil {
		return err
	}
	_, err = client.CoreV1().Services(service.Namespace).
		Patch(ctx, service.Name, types.MergePatchType, patch, metav1.PatchOptions{FieldManager: "loadbalancer"}, "status")
	if errors.IsNotFound(err) || errors.IsConflict(err) {
		return nil // deleted, perhaps made anew: the watch tells
	}
	if err == nil {
		log.Printf("%s/%s: %v", service.Namespace, service.Name, address)
	}
	return err
}
