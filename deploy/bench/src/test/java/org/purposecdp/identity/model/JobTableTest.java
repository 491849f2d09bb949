package org.purposecdp.identity.model;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.identity.Database;
import org.purposecdp.identity.node.ClusterEvents;
import org.purposecdp.identity.node.Models;
import org.purposecdp.identity.node.Resolver;
import org.purposecdp.identity.node.Rules;
import org.purposecdp.kit.outbox.Outbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Models and the jobs that make them, in PostgreSQL. */
class JobTableTest {
    private static Database database;

    @BeforeAll
    static void start() {
        database = new Database();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void afterThirteenMonthsAJobIsForgotten() {
        database.execute(
                """
                insert into model_job (id, kind, state, started_by, started_at, changed_at)
                select id, 'LEARN', 'DONE', 'liisa', at, at
                from (values ('old', now() - interval '14 months'),
                             ('known', now() - interval '12 months')) as job (id, at)
                """);

        database.await(new JobTable(database.pool()).forgetOld());

        assertThat(database.column("select id from model_job")).containsExactly("known");
    }

    @Test
    void afterThirteenMonthsAModelIsForgottenUnlessItIsInForce() {
        database.execute(
                """
                insert into model (version, body, learnt_from, learnt_at)
                select version, '', 0, at
                from (values ('old', now() - interval '14 months'),
                             ('in force', now() - interval '14 months'),
                             ('known', now() - interval '12 months')) as model (version, at);
                update resolver set model = 'in force'
                """);
        Resolver resolver =
                new Resolver(
                        database.pool(),
                        () -> new Rules(0, IdentityRules.DEFAULT),
                        new ClusterEvents(new Outbox(), () -> {}));

        database.await(new Models(resolver).forgetOld());

        assertThat(database.column("select version from model order by 1"))
                .containsExactly("in force", "known");
    }
}
