package org.purposecdp.e2e.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

import org.purposecdp.contracts.topic.Topic;

/**
 * Kafka's own quota on all consumers, so that reading the policy takes long enough to be looked at:
 * half a minute, of which the broker lets a third pass before it holds a reader back.
 */
final class SlowBroker {
    private static final double SECONDS = 30;

    private SlowBroker() {}

    /** What is to be seen while it is slow; as fast as it can again afterwards. */
    interface Look<T> {
        T take() throws Exception;
    }

    static <T> T during(String bootstrap, Look<T> look) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            limit(admin, Math.ceil(bytesOfPolicy(admin) / SECONDS));
            try {
                return look.take();
            } finally {
                limit(admin, null);
            }
        }
    }

    private static long bytesOfPolicy(Admin admin) throws Exception {
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                .flatMap(directories -> directories.values().stream())
                .map(LogDirDescription::replicaInfos)
                .flatMap(replicas -> replicas.entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(Topic.POLICY.topicName()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
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
