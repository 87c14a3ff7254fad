# The instance's account may read its package and stop the instance: nothing else.
resource "google_service_account" "gradlab" {
  account_id   = local.name
  display_name = "gradlab's instance"
  depends_on   = [google_project_service.apis]
}

resource "google_storage_bucket" "packages" {
  name                        = "${var.project}-gradlab"
  location                    = local.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  depends_on                  = [google_project_service.apis]
}

resource "google_storage_bucket_object" "package" {
  name   = "${filemd5(var.package)}.deb" # another content, another name: the next start installs it
  bucket = google_storage_bucket.packages.name
  source = var.package
}

resource "google_storage_bucket_iam_member" "package" {
  bucket = google_storage_bucket.packages.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.gradlab.member
}

resource "google_project_iam_custom_role" "stop" {
  role_id     = "gradlabStop"
  title       = "Stop gradlab's instance"
  permissions = ["compute.instances.stop"]
  depends_on  = [google_project_service.apis]
}

resource "google_compute_instance_iam_member" "stop" {
  instance_name = google_compute_instance.gradlab.name
  zone          = var.zone
  role          = google_project_iam_custom_role.stop.id
  member        = google_service_account.gradlab.member
}

resource "google_iap_tunnel_instance_iam_member" "users" {
  for_each = toset(var.users)
  instance = google_compute_instance.gradlab.name
  zone     = var.zone
  role     = "roles/iap.tunnelResourceAccessor"
  member   = each.key
}

resource "google_compute_instance_iam_member" "users" {
  for_each      = toset(var.users)
  instance_name = google_compute_instance.gradlab.name
  zone          = var.zone
  role          = "roles/compute.osAdminLogin"
  member        = each.key
}
