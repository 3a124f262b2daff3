import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One OpenSearch node in a folder, on a port of loopback, until the process is told to end. */
class Serve {
    public static void main(String[] arguments) throws InterruptedException {
        String folder = arguments[0], port = arguments[1];
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("http.port", port);
            settings.put("http.host", "127.0.0.1");
            settings.put("transport.host", "127.0.0.1");
            settings.put("transport.port", "0");
            settings.put("discovery.type", "single-node");
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        }).build(OpenSearchRunner.newConfigs().basePath(folder).clusterName("haat").numOfNode(1));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.close();
            } catch (java.io.IOException ended) {
                throw new java.io.UncheckedIOException(ended);
            }
        }));
        Thread.currentThread().join();
    }
}
