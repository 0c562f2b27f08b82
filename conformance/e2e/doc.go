// Package e2e has what the conformance suite doesn't ask and users meet: changes of every kind while requests come in, none of
// which may fail. The tests work as users do, with kubectl, on the cluster that KUBECONFIG names and in which the controller
// and the class gateway-conformance are installed; ../run e2e does all of that.
package e2e
