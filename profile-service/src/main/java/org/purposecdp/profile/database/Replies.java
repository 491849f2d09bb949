package org.purposecdp.profile.database;

import java.util.List;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** The driver's answers as Mutiny's. They arrive on its own threads and go on from a worker's. */
public final class Replies {
    private Replies() {}

    public static <T> Uni<T> one(Publisher<T> publisher) {
        return Uni.createFrom()
                .publisher(FlowAdapters.toFlowPublisher(publisher))
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    public static <T> Uni<List<T>> all(Publisher<T> publisher) {
        return Multi.createFrom()
                .publisher(FlowAdapters.toFlowPublisher(publisher))
                .collect()
                .asList()
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    /** One after another, and no more of them at a time than the query says. */
    public static <T> Uni<Void> each(Publisher<T> publisher, Consumer<T> answer) {
        return Multi.createFrom()
                .publisher(FlowAdapters.toFlowPublisher(publisher))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .invoke(answer)
                .onItem()
                .ignoreAsUni();
    }
}
