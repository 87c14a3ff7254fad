output "log_in" {
  description = "The line that logs a client in, once the startup script is through"
  value       = "gcloud compute ssh ${google_compute_instance.gradlab.name} --zone ${var.zone} --project ${var.project} --tunnel-through-iap --command 'sudo journalctl --unit gradlab --output cat' | grep '^gradlab login'"
}

output "tunnel" {
  description = "Leave it running"
  value       = "gcloud compute ssh ${google_compute_instance.gradlab.name} --zone ${var.zone} --project ${var.project} --tunnel-through-iap -- -N -L 50051:127.0.0.1:50051"
}

output "start_again" {
  value = "gcloud compute instances start ${google_compute_instance.gradlab.name} --zone ${var.zone} --project ${var.project}"
}

output "costs_now" {
  description = "TERMINATED: only the disks cost"
  value       = "gcloud compute instances list --project ${var.project} --format 'table(name,status,machineType.basename(),scheduling.provisioningModel)'"
}
