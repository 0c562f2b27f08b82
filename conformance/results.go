package conformance

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"k8s.io/apimachinery/pkg/util/sets"
	"sigs.k8s.io/gateway-api/conformance/utils/suite"
	"sigs.k8s.io/gateway-api/pkg/features"
)

type outcome int

const (
	passed outcome = iota
	failed
	skipped
)

type result struct {
	name     string
	features []features.FeatureName
	outcome  outcome
}

// results are what the tests came to, told by the suite's hook; tests may end at the same time.
type results struct {
	claimed sets.Set[features.FeatureName]
	mutex   sync.Mutex
	all     []result
}

func (r *results) record(t *testing.T, test suite.ConformanceTest, _ *suite.ConformanceTestSuite) {
	one := result{name: test.ShortName, features: test.Features}
	switch {
	case t.Failed():
		one.outcome = failed
	case t.Skipped():
		one.outcome = skipped
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.all = append(r.all, one)
	// Go tells of these tests when all have ended; run shows these lines as they come.
	if one.outcome != skipped {
		fmt.Printf("\nended: %s %s\n", [...]string{"passed", "failed"}[one.outcome], one.name)
	}
}

// summary is for people: what was skipped and why, the figures of each feature, and last what failed.
func (r *results) summary() string {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	text := &strings.Builder{}
	count := [3]int{}
	byFeature := map[features.FeatureName]*[3]int{}
	for _, one := range r.all {
		count[one.outcome]++
		for _, feature := range one.features {
			if byFeature[feature] == nil {
				byFeature[feature] = &[3]int{}
			}
			byFeature[feature][one.outcome]++
		}
	}

	r.write(text, "Skipped although claimed", skipped, func(one result) string {
		if !r.claimed.HasAll(one.features...) {
			return ""
		}
		return join(one.features)
	})
	r.write(text, "Skipped for a feature that isn't claimed", skipped, func(one result) string {
		return join(sets.New(one.features...).Difference(r.claimed).UnsortedList())
	})

	fmt.Fprintf(text, "%-50s %-8s %6s %6s %7s\n", "Feature", "claimed", "passed", "failed", "skipped")
	names := []features.FeatureName{}
	for name := range byFeature {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		claimed := "no"
		if r.claimed.Has(name) {
			claimed = "yes"
		}
		figures := byFeature[name]
		fmt.Fprintf(text, "%-50s %-8s %6d %6d %7d\n", name, claimed, figures[passed], figures[failed], figures[skipped])
	}
	fmt.Fprintf(text, "\n%d passed, %d failed, %d skipped\n", count[passed], count[failed], count[skipped])
	if count[failed] > 0 {
		text.WriteString("\n")
		r.write(text, "Failed", failed, func(one result) string { return join(one.features) })
	}
	return text.String()
}

// write lists the tests of an outcome for which there is something to say.
func (r *results) write(text *strings.Builder, title string, of outcome, say func(result) string) {
	lines := []string{}
	for _, one := range r.all {
		if one.outcome == of {
			if what := say(one); what != "" {
				lines = append(lines, fmt.Sprintf("  %-60s %s\n", one.name, what))
			}
		}
	}
	if len(lines) > 0 {
		slices.Sort(lines)
		fmt.Fprintf(text, "%s\n%s\n", title, strings.Join(lines, ""))
	}
}

func join(names []features.FeatureName) string {
	text := []string{}
	for _, name := range names {
		text = append(text, string(name))
	}
	slices.Sort(text)
	return strings.Join(text, ", ")
}
