package conformance

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"sigs.k8s.io/gateway-api/conformance"
	"sigs.k8s.io/gateway-api/conformance/tests"
	"sigs.k8s.io/gateway-api/conformance/utils/suite"
	"sigs.k8s.io/yaml"
)

var (
	pick    = flag.String("pick", "", "a regular expression: only tests whose name it matches are run")
	summary = flag.String("summary", "", "the file for the readable summary")
	list    = flag.Bool("list", false, "print the names of the tests and end")
)

// TestConformance runs the suite as the suite's own RunConformance does, and can pick several tests: the suite's -run-test takes
// one name and doesn't look at the features that the GatewayClass claims.
func TestConformance(t *testing.T) {
	picked := pickTests(t)
	if *list {
		for _, test := range picked {
			fmt.Println(test.ShortName)
		}
		return
	}
	options := conformance.DefaultOptions(t)
	require.NoError(t, options.Implementation.Validate(), "the implementation's details")
	results := &results{}
	options.Hook = results.record

	running, err := suite.NewConformanceTestSuite(options)
	require.NoError(t, err, "setting up the suite")
	results.claimed = running.SupportedFeatures
	t.Cleanup(func() {
		report, err := running.Report()
		require.NoError(t, err, "making the report")
		text, err := yaml.Marshal(report)
		require.NoError(t, err, "making the report")
		require.NoError(t, os.WriteFile(options.ReportOutputPath, text, 0o644))
		require.NoError(t, os.WriteFile(*summary, []byte(results.summary()), 0o644))
	})
	running.Setup(t, picked)
	require.NoError(t, running.Run(t, picked))
}

func pickTests(t *testing.T) []suite.ConformanceTest {
	expression, err := regexp.Compile(*pick)
	require.NoError(t, err, "-pick")
	picked := []suite.ConformanceTest{}
	for _, test := range tests.ConformanceTests {
		if expression.MatchString(test.ShortName) {
			picked = append(picked, test)
		}
	}
	require.NotEmpty(t, picked, "no test has a name that -pick %s matches; -list prints all", *pick)
	return picked
}
