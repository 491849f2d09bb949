package org.purposecdp.profile.database;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only with a connection that answers. */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements AsyncHealthCheck {
    private static final String NAME = "mongodb";

    private final Database database;

    DatabaseCheck(Database database) {
        this.database = database;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.ping()
                .ifNoItem()
                .after(Duration.ofSeconds(5))
                .fail()
                .map(pong -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
