package io.kongruent.cluster;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with a controller that runs from before its first object on. */
abstract class WithSubject extends InLab {

    Subject subject;

    @BeforeEach
    void startSubject() {
        subject = new Subject(admins, SERVER.config(), lab.controller);
    }

    @AfterEach
    void stopSubject() {
        subject.close();
    }
}
