package io.kongruent.cluster;

import io.kongruent.push.RestAdmins;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test with a namespace and a class of its own on the shared API server, where all kinds are served. */
abstract class InLab {

    static final ApiServer SERVER = ApiServer.shared();

    @Inject
    RestAdmins admins;

    Lab lab;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
    }

    @BeforeEach
    void openLab() {
        lab = new Lab(SERVER);
    }

    @AfterEach
    void closeLab() {
        lab.close();
    }
}
