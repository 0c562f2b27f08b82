package io.kongruent.cli.doctor;

import io.kongruent.cli.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is found at one Kong. Each with what is the case, what that costs, and what to set. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void unusable(String what, String costs, String set) {
        found.add(new Finding(Level.UNUSABLE, what, costs, set));
    }

    void lacks(String what, String costs, String set) {
        found.add(new Finding(Level.LACKS, what, costs, set));
    }

    void note(String what, String costs, String set) {
        found.add(new Finding(Level.NOTE, what, costs, set));
    }

    List<Finding> worstFirst() {
        return found.stream().sorted(Comparator.comparing(Finding::level)).toList();
    }
}
