package org.purposecdp.e2e.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * Kafka's own quota on all consumers, so that reading a topic takes long enough to be looked at.
 */
final class SlowBroker {
    private static final double BYTES_PER_SECOND = 500;

    private SlowBroker() {}

    /** What is to be seen while it is slow; as fast as it can again afterwards. */
    interface Look<T> {
        T take() throws Exception;
    }

    static <T> T during(String bootstrap, Look<T> look) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            limit(admin, BYTES_PER_SECOND);
            try {
                return look.take();
            } finally {
                limit(admin, null);
            }
        }
    }

    private static void limit(Admin admin, Double bytesPerSecond) throws Exception {
        Map<String, String> everyClient = new HashMap<>();
        everyClient.put(ClientQuotaEntity.CLIENT_ID, null);
        ClientQuotaAlteration alteration =
                new ClientQuotaAlteration(
                        new ClientQuotaEntity(everyClient),
                        List.of(
                                new ClientQuotaAlteration.Op(
                                        "consumer_byte_rate", bytesPerSecond)));
        admin.alterClientQuotas(List.of(alteration)).all().get();
    }
}
