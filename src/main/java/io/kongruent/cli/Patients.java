package io.kongruent.cli;

import io.kongruent.cli.doctor.Doctor.Keeper;
import io.kongruent.cluster.Provisioning;
import io.kongruent.engine.Fleet;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.kinds.Kinds;
import io.kongruent.provision.GatewayFleet;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminTls;
import io.kongruent.push.RestAdmins;
import io.kongruent.run.DataPlanes;
import io.kongruent.run.WrongSetting;
import io.kongruent.settings.KongruentSettings;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Kongs that a controller with these settings would speak to, as it would. */
final class Patients {

    /** @param name of the data plane */
    record Patient(String name, Keeper keeper, AdminEndpoint endpoint, Optional<AdminTls> tls) {}

    private final RestAdmins admins;
    private final KongruentSettings settings;
    private final Map<Admin, Patient> opened = new HashMap<>();

    Patients(RestAdmins admins, KongruentSettings settings) {
        this.admins = admins;
        this.settings = settings;
    }

    /**
     * All of them: those of the settings, and those of Gateways in the cluster.
     *
     * @throws Failure when there are none, or the settings can't be had
     */
    List<Patient> all(Map<String, String> environment) {
        List<Patient> patients = new ArrayList<>();
        try {
            Optional<OwnPlanes> own = OwnPlanes.of(settings, environment);
            Fleet fleet = own.map(planes -> made(planes.provisioning()))
                    .orElseGet(() -> DataPlanes.of(settings, endpoint -> open(endpoint, Optional.empty()))
                            .fleet());
            Snapshot seen = own.isPresent() ? new ClusterPath("").planes(settings.controllerName()) : Snapshot.empty();
            for (PlaneSettings plane : fleet.planes(seen)) {
                for (Admin instance : plane.instances()) {
                    Patient patient = opened.get(instance);
                    if (patient != null) {
                        Keeper keeper = plane.made().isPresent() ? Keeper.CONTROLLER : Keeper.PEOPLE;
                        patients.add(new Patient(plane.name(), keeper, patient.endpoint(), patient.tls()));
                    }
                }
            }
        } catch (WrongSetting e) {
            throw new Failure(String.valueOf(e.getMessage()), e.next());
        } finally {
            // Each is looked at with a client of its own.
            opened.keySet().forEach(Admin::close);
        }
        if (patients.isEmpty()) {
            throw new Failure(
                    "there is no Kong to look at: no Gateway has one that runs",
                    "Name one: 'kongruent doctor http://127.0.0.1:8001'.");
        }
        return patients;
    }

    private Fleet made(Provisioning provisioning) {
        String namespace = provisioning.maker().namespace();
        new ClusterPath("").authority(namespace).ifPresent(provisioning.keys()::use);
        return new GatewayFleet(
                settings.controllerName(),
                DataPlanes.claiming(settings, endpoint -> open(endpoint, Optional.empty())),
                Kinds.lowerersWithoutRoutes(),
                provisioning.keys(),
                provisioning.troubles(),
                this::open);
    }

    private Admin open(AdminEndpoint endpoint, Optional<AdminTls> tls) {
        Admin admin = tls.map(t -> admins.open(endpoint, t)).orElseGet(() -> admins.open(endpoint));
        opened.put(admin, new Patient("", Keeper.PEOPLE, endpoint, tls));
        return admin;
    }
}
