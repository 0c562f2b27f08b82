// Package conformance runs the Gateway API's own conformance suite against the controller in a cluster; run starts it.
package conformance
