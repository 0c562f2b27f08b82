package io.kongruent.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every stage but push is a pure function: no client, no framework, no clock, no chance, no I/O. */
class PureStagesTest {

    private static final String[] PURE = {
        "io.kongruent.model..",
        "io.kongruent.snapshot..",
        "io.kongruent.graph..",
        "io.kongruent.translate..",
        "io.kongruent.kong..",
        "io.kongruent.verdict..",
        "io.kongruent.capability..",
        "io.kongruent.behaviour.."
    };

    /** What handles patterns that come from a route. */
    private static final String[] ROUTE_PATTERNS = {
        "io.kongruent.model..",
        "io.kongruent.snapshot..",
        "io.kongruent.graph..",
        "io.kongruent.kinds..",
        "io.kongruent.translate..",
        "io.kongruent.kong..",
        "io.kongruent.behaviour..",
        "io.kongruent.embedded.."
    };

    private static final Set<String> INPUT_AND_OUTPUT = Set.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.nio.file.Files",
            "java.net.InetAddress",
            "java.net.ServerSocket",
            "java.net.Socket",
            "java.net.URL",
            "java.net.URLConnection",
            "java.lang.Process",
            "java.lang.ProcessBuilder");

    private static final Set<String> CHANCE = Set.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.util.random.RandomGenerator");

    private static final Set<String> CLOCK_OF_SYSTEM = Set.of("currentTimeMillis", "nanoTime");

    private static final Set<String> SURROUNDINGS_OF_SYSTEM =
            Set.of("getenv", "getProperty", "getProperties", "in", "out", "err", "exit", "console");

    private static final Set<String> REGEX_OF_STRING = Set.of("matches", "replaceAll", "replaceFirst");

    @Test
    void noFrameworkAndNoClient() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.quarkiverse..",
                        "io.javaoperatorsdk..",
                        "io.smallrye..",
                        "io.vertx..",
                        "io.netty..",
                        "io.micrometer..",
                        "jakarta..",
                        "javax.net..",
                        "java.net.http..",
                        "org.eclipse.microprofile..",
                        "org.jboss..",
                        "picocli..",
                        "io.fabric8.kubernetes.client..")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    /** Objects of the cluster are read where they come in; what follows sees the graph. */
    @Test
    void modelsOfTheClusterStayWhereObjectsAreRead() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackages("io.kongruent.snapshot..", "io.kongruent.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void translateSeesNoKindOfTheGatewayApi() {
        noClasses()
                .that()
                .resideInAnyPackage("io.kongruent.translate..", "io.kongruent.verdict..", "io.kongruent.graph..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8.kubernetes.api.model.gatewayapi..", "io.kongruent.kinds..")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void noClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(readsAClock())
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void noChance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(areOneOf("sources of chance", CHANCE))
                .orShould()
                .accessTargetWhere(isMember("java.lang.Math", Set.of("random")))
                .orShould()
                .accessTargetWhere(isMember("java.util.UUID", Set.of("randomUUID")))
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    @Test
    void noInputAndOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(areOneOf("input and output", INPUT_AND_OUTPUT))
                .orShould()
                .accessTargetWhere(isMember("java.lang.System", SURROUNDINGS_OF_SYSTEM))
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    /** A pattern of a route runs in linear time, in the dialect of Kong's router. */
    @Test
    void patternsOfRoutesNeverMeetABacktrackingEngine() {
        noClasses()
                .that()
                .resideInAnyPackage(ROUTE_PATTERNS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex")
                .orShould()
                .accessTargetWhere(isMember("java.lang.String", REGEX_OF_STRING))
                .allowEmptyShould(true)
                .check(Kongruent.production());
    }

    private static DescribedPredicate<JavaClass> areOneOf(String what, Set<String> names) {
        return DescribedPredicate.describe(what, type -> names.contains(type.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> isMember(String owner, Set<String> names) {
        return DescribedPredicate.describe("target is one of " + owner + " " + names, access -> {
            AccessTarget target = access.getTarget();
            return target.getOwner().getName().equals(owner) && names.contains(target.getName());
        });
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe("target reads a clock", access -> {
            AccessTarget target = access.getTarget();
            String owner = target.getOwner().getName();
            return (owner.startsWith("java.time.") && target.getName().equals("now"))
                    || (owner.equals("java.lang.System") && CLOCK_OF_SYSTEM.contains(target.getName()))
                    || (owner.equals("java.util.Date") && target.getName().equals("<init>"));
        });
    }
}
