package io.kongruent.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;

/** The compiled classes that the rules look at, read once. */
final class Kongruent {

    static final String ROOT = "io.kongruent";

    private Kongruent() {}

    /** What is shipped. */
    static JavaClasses production() {
        return Production.CLASSES;
    }

    /** What is shipped and the tests. */
    static JavaClasses everything() {
        return Everything.CLASSES;
    }

    /** The package below the root that a class is in, such as {@code kong} for {@code io.kongruent.kong.expression}; empty outside and in the root. */
    static Optional<String> area(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return Optional.empty();
        }
        String below = name.substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return Optional.of(dot < 0 ? below : below.substring(0, dot));
    }

    private static final class Production {
        private static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    private static final class Everything {
        private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(ROOT);
    }
}
