package io.kongruent.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table "Packages" of docs/ARCHITECTURE.md: who may use whom. */
class PackageArrowsTest {

    /** A package to those it may use; sub-packages belong to their parent, the JDK is free to all. */
    static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("keys", Set.of()),
            Map.entry("settings", Set.of()),
            Map.entry("snapshot", Set.of("model")),
            Map.entry("capability", Set.of("model")),
            Map.entry("ports", Set.of("model")),
            Map.entry("behaviour", Set.of("model")),
            Map.entry("kong", Set.of("model")),
            Map.entry("graph", Set.of("model", "keys", "snapshot", "capability")),
            Map.entry("kinds", Set.of("model", "snapshot", "graph", "verdict", "ports")),
            Map.entry("translate", Set.of("model", "graph", "capability", "behaviour", "kong")),
            Map.entry("push", Set.of("model", "keys", "kong", "capability")),
            Map.entry("verdict", Set.of("model", "graph", "kong", "push")),
            Map.entry("embedded", Set.of("model", "keys", "kong", "behaviour")),
            Map.entry("provision", Set.of("model", "keys", "snapshot", "graph", "push", "engine")),
            Map.entry(
                    "cluster",
                    Set.of("model", "snapshot", "graph", "ports", "kinds", "push", "verdict", "engine", "provision")),
            Map.entry(
                    "engine",
                    Set.of(
                            "model",
                            "settings",
                            "snapshot",
                            "capability",
                            "ports",
                            "behaviour",
                            "kong",
                            "graph",
                            "kinds",
                            "translate",
                            "push",
                            "verdict")),
            Map.entry(
                    "run",
                    Set.of(
                            "model",
                            "settings",
                            "snapshot",
                            "capability",
                            "graph",
                            "translate",
                            "push",
                            "verdict",
                            "engine")),
            Map.entry(
                    "operate", Set.of("model", "settings", "capability", "graph", "kong", "push", "verdict", "engine")),
            Map.entry(
                    "cli",
                    Set.of(
                            "model",
                            "settings",
                            "keys",
                            "snapshot",
                            "capability",
                            "ports",
                            "behaviour",
                            "kong",
                            "graph",
                            "kinds",
                            "translate",
                            "push",
                            "verdict",
                            "cluster",
                            "embedded",
                            "engine",
                            "operate",
                            "provision",
                            "run")));

    @Test
    void arrowsPointOneWay() {
        classes()
                .that(areInAnArea())
                .should(followTheTable())
                .because("the arrows of docs/ARCHITECTURE.md are what keeps a stage replaceable")
                .check(Kongruent.production());
    }

    @Test
    void packagesBelowTheRootHaveNoCycles() {
        slices().matching("io.kongruent.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void theTableItselfHasNoCycles() {
        Set<String> settled = new TreeSet<>();
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Map.Entry<String, Set<String>> row : MAY_USE.entrySet()) {
                if (settled.containsAll(row.getValue()) && settled.add(row.getKey())) {
                    grew = true;
                }
            }
        }
        assertThat(settled).containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    @Test
    void kindsDoNotKnowOneAnother() {
        slices().matching("io.kongruent.kinds.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a kind is added or removed as one folder")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void judgesSeeOnlyTheOutcomeOfAPush() {
        noClasses()
                .that()
                .resideInAPackage("io.kongruent.verdict..")
                .should()
                .dependOnClassesThat(isPartOfPushButNoOutcome())
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void onlyTheEdgesTalkToQuarkus() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.kongruent",
                        "io.kongruent.cli..",
                        "io.kongruent.embedded..",
                        "io.kongruent.engine..",
                        "io.kongruent.kinds..",
                        "io.kongruent.operate..",
                        "io.kongruent.push..",
                        "io.kongruent.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..", "org.eclipse.microprofile..")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    /** The reading of the specification that the properties compare with must be able to disagree with the pipeline. */
    @Test
    void theOracleSharesNoCodeWithThePipeline() {
        noClasses()
                .that()
                .resideInAPackage("io.kongruent.oracle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.kongruent.graph..",
                        "io.kongruent.kinds..",
                        "io.kongruent.translate..",
                        "io.kongruent.kong..",
                        "io.kongruent.engine..",
                        "io.kongruent.cli..")
                .allowEmptyShould(true)
                .check(Kongruent.everything());
    }

    private static DescribedPredicate<JavaClass> areInAnArea() {
        return DescribedPredicate.describe(
                "are in a package below the root", type -> Kongruent.area(type).isPresent());
    }

    private static DescribedPredicate<JavaClass> isPartOfPushButNoOutcome() {
        return DescribedPredicate.describe(
                "are in push and not an Outcome",
                type -> Kongruent.area(type).equals(Optional.of("push"))
                        && !type.getName().startsWith("io.kongruent.push.Outcome"));
    }

    private static ArchCondition<JavaClass> followTheTable() {
        return new ArchCondition<>("use only what the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String area = Kongruent.area(type).orElseThrow();
                Set<String> allowed = MAY_USE.get(area);
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is in " + area + ", which has no row in the table"));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    String targetArea = target.getPackageName().equals(Kongruent.ROOT)
                            ? "the root package"
                            : Kongruent.area(target).orElse(area);
                    if (!targetArea.equals(area) && !allowed.contains(targetArea)) {
                        events.add(SimpleConditionEvent.violated(
                                type, area + " must not use " + targetArea + ": " + dependency.getDescription()));
                    }
                }
            }
        };
    }
}
