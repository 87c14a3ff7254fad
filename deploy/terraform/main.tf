locals {
  region = join("-", slice(split("-", var.zone), 0, 2))
  name   = "gradlab"
  options = join(" ", concat(
    [
      "--public --listen 127.0.0.1:50051", # others come through an SSH tunnel
      "--preemption-notice gce",
      "--idle-shutdown ${var.idle_shutdown} --idle-command /usr/lib/gradlab/gce-stop",
    ],
    var.price_per_hour > 0 ? ["--price-per-hour ${var.price_per_hour} --budget ${var.monthly_budget}"] : [],
  ))
}

module "machine" {
  source = "./machine"
  gpu    = var.gpu
}

resource "google_project_service" "apis" {
  for_each           = toset(["billingbudgets", "compute", "iam", "iap", "storage"])
  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}

# Outlives the instance: a new instance, another GPU or a new package finds all runs again.
resource "google_compute_disk" "state" {
  name       = "${local.name}-state"
  zone       = var.zone
  type       = "pd-balanced"
  size       = var.state_disk_gb
  depends_on = [google_project_service.apis]
}

resource "google_compute_instance" "gradlab" {
  name                      = local.name
  zone                      = var.zone
  machine_type              = module.machine.type
  tags                      = [local.name]
  allow_stopping_for_update = true

  boot_disk {
    initialize_params {
      image = "debian-cloud/debian-12" # its driver, 535, still serves P100 and V100
      type  = "pd-balanced"
      size  = 30
    }
  }

  attached_disk {
    source      = google_compute_disk.state.id
    device_name = "gradlab-state" # the startup script looks for it under this name
  }

  dynamic "guest_accelerator" {
    for_each = module.machine.accelerators
    content {
      type  = guest_accelerator.value
      count = 1
    }
  }

  scheduling {
    provisioning_model          = var.spot ? "SPOT" : "STANDARD"
    preemptible                 = var.spot
    automatic_restart           = false
    on_host_maintenance         = "TERMINATE" # an instance with a GPU cannot be moved
    instance_termination_action = "STOP"      # not DELETE: the boot disk stays, and with it the driver
    max_run_duration {
      seconds = var.max_run_hours * 3600
    }
  }

  network_interface {
    subnetwork = google_compute_subnetwork.gradlab.id
    access_config {} # to fetch packages; the firewall lets nothing in
  }

  service_account {
    email  = google_service_account.gradlab.email
    scopes = ["cloud-platform"] # the roles in access.tf say what it may
  }

  metadata = {
    enable-oslogin         = "TRUE"
    block-project-ssh-keys = "TRUE"
    startup-script         = file("${path.module}/startup")
    gradlab-package        = "${google_storage_bucket.packages.name}/${google_storage_bucket_object.package.name}"
    gradlab-options        = local.options
  }

  shielded_instance_config {
    enable_secure_boot          = false # the driver's module is built on the machine, and unsigned
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  # Roles first: the startup script reads the package.
  depends_on = [google_storage_bucket_iam_member.package]
}
