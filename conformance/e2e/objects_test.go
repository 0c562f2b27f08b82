package e2e

import (
	"fmt"
	"os"
)

// backend is a Deployment of the suite's server, which tells of every request which pod has answered, and its Service. Its
// pods end as well-behaved ones do: they go on answering until everybody knows that they end.
func backend(name string, replicas int) string {
	return service(name) + fmt.Sprintf(`
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: %[1]s}
spec:
  replicas: %[2]d
  selector: {matchLabels: {app: %[1]s}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: %[1]s}}
    spec:
      terminationGracePeriodSeconds: 20
      containers:
        - name: server
          image: %[3]s
          env:
            - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
          readinessProbe: {tcpSocket: {port: 3000}, periodSeconds: 1}
          lifecycle: {preStop: {sleep: {seconds: 5}}}
          resources: {requests: {cpu: 10m}}
`, name, replicas, os.Getenv("E2E_BACKEND"))
}

func service(name string) string {
	return fmt.Sprintf(`
apiVersion: v1
kind: Service
metadata: {name: %[1]s}
spec: {selector: {app: %[1]s}, ports: [{port: 80, targetPort: 3000}]}
`, name)
}

func gateway(name, more, listeners string) string {
	return fmt.Sprintf(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: %s}
spec:
  gatewayClassName: %s
  %s
  listeners: %s
`, name, class, more, listeners)
}

const http80 = "[{name: http, protocol: HTTP, port: 80}]"

func route(name, gateway, host, service string) string {
	return fmt.Sprintf(`
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: %s}
spec:
  parentRefs: [{name: %s}]
  hostnames: [%s]
  rules: [{backendRefs: [{name: %s, port: 80}]}]
`, name, gateway, host, service)
}

func parameters(name, fields string) string {
	return fmt.Sprintf(`
apiVersion: kongruent.io/v1alpha1
kind: GatewayParameters
metadata: {name: %s}
spec: {%s}
`, name, fields)
}
