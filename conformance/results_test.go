package conformance

import (
	"testing"

	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/util/sets"
	"sigs.k8s.io/gateway-api/pkg/features"
)

func TestSummary(t *testing.T) {
	of := func(names ...features.FeatureName) []features.FeatureName { return names }
	results := &results{
		claimed: sets.New(features.SupportGateway, features.SupportHTTPRoute),
		all: []result{
			{"Simple", of(features.SupportGateway, features.SupportHTTPRoute), passed},
			{"Weight", of(features.SupportHTTPRoute), failed},
			{"Mesh", of(features.SupportHTTPRoute, features.SupportMesh), skipped},
			{"Later", of(features.SupportHTTPRoute), skipped},
		},
	}
	require.Equal(t, `Skipped although claimed
  Later                                                        HTTPRoute

Skipped for a feature that isn't claimed
  Mesh                                                         Mesh

Feature                                            claimed  passed failed skipped
Gateway                                            yes           1      0       0
HTTPRoute                                          yes           1      1       2
Mesh                                               no            0      0       1

1 passed, 1 failed, 2 skipped

Failed
  Weight                                                       HTTPRoute

`, results.summary())
}
