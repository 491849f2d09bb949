package org.purposecdp.profile.fold;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.apache.kafka.common.header.Header;

import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.record.ResolvedRecord;
import org.purposecdp.contracts.topic.Topic;
import org.purposecdp.kit.messaging.Batches;
import org.purposecdp.kit.messaging.FlowTopics;
import org.purposecdp.kit.state.PolicyHolder;
import org.purposecdp.profile.fragment.Fragment;
import org.purposecdp.profile.fragment.Origin;

/** Takes resolved records in batches. */
@ApplicationScoped
public class RecordConsumer {
    private final Admission admission;
    private final PolicyHolder policies;

    RecordConsumer(Admission admission, PolicyHolder policies) {
        this.admission = admission;
        this.policies = policies;
    }

    void register(@Observes StartupEvent event, FlowTopics topics) {
        topics.register(Topic.RECORDS_RESOLVED, ResolvedRecord.class, this::take);
    }

    private Uni<Void> take(List<Batches.Item<ResolvedRecord>> items) {
        Policy policy =
                policies.current()
                        .orElseThrow(() -> new IllegalStateException("no policy is in force"));
        requireAsNew(policy, items);
        Map<String, Fragment> received = new LinkedHashMap<>();
        Map<String, List<Header>> traces = new HashMap<>();
        for (Batches.Item<ResolvedRecord> item : items) {
            Origin origin = new Origin(item.record().partition(), item.record().offset());
            Fragment fragment = Fragment.of(item.value(), policy.catalogue(), origin);
            received.putIfAbsent(fragment.recordId(), fragment);
            if (!item.traceHeaders().isEmpty()) {
                traces.putIfAbsent(fragment.recordId(), item.traceHeaders());
            }
        }
        return admission.take(received.values(), Admitting.of(traces));
    }

    /** By an older policy what the door let in would be dropped for want of an activity. */
    private static void requireAsNew(Policy policy, List<Batches.Item<ResolvedRecord>> items) {
        boolean newer =
                items.stream().anyMatch(item -> item.value().policyVersion() > policy.version());
        if (newer) {
            throw new IllegalStateException("the newest policy has not been read yet");
        }
    }
}
