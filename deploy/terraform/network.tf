# A network of its own has no rule that lets anything in, other than the default one.
resource "google_compute_network" "gradlab" {
  name                    = local.name
  auto_create_subnetworks = false
  depends_on              = [google_project_service.apis]
}

resource "google_compute_subnetwork" "gradlab" {
  name                     = local.name
  region                   = local.region
  network                  = google_compute_network.gradlab.id
  ip_cidr_range            = "10.77.0.0/28"
  private_ip_google_access = true
}

# The only way in: SSH from Google's Identity-Aware Proxy, which asks who it is.
resource "google_compute_firewall" "ssh_from_iap" {
  name          = "${local.name}-ssh-from-iap"
  network       = google_compute_network.gradlab.id
  direction     = "INGRESS"
  source_ranges = ["35.235.240.0/20"]
  target_tags   = [local.name]
  allow {
    protocol = "tcp"
    ports    = ["22"]
  }
}
