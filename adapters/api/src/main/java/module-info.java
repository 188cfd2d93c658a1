/** What a vendor implements to bring meters, concentrators or a head-end into the hub. The JDK only. */
module meridian.adapter {
  exports meridian.adapter;
}
